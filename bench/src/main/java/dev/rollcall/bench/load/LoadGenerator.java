package dev.rollcall.bench.load;

import dev.rollcall.registrar.sip.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code java -cp bench/target/bench.jar dev.rollcall.bench.load.LoadGenerator --help}
 *
 * <p>The load generator's command line. Ends with 0 where every REGISTER was answered 200, 1 where one was not, 2 after
 * a wrong option, 3 where the target cannot be reached.
 */
@Command(
        name = "java -cp bench.jar dev.rollcall.bench.load.LoadGenerator",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Sends REGISTERs to a registrar on this machine and measures how long each takes.",
        description = {
            "",
            "Without --rate a closed loop: so many are under way, and an answer begins the next, so the rate is what"
                    + " the registrar makes of it. With --rate an open loop: each is due by a schedule, and its latency"
                    + " counts from then. Nothing is sent twice. Run it twice: the first run adds contacts, the second"
                    + " one refreshes them.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every REGISTER was answered 200",
            "1:one was refused or not answered",
            "2:wrong option or value, or a target off loopback",
            "3:the target cannot be reached"
        })
public final class LoadGenerator implements Callable<Integer> {
    private static final int OK = 0;
    private static final int NOT_ALL_REGISTERED = 1;
    private static final int UNREACHABLE = 3;
    /** CSeqs begin with the time, so that a later run's are higher: eight a second from 2023 on last until 2031. */
    private static final long CSEQ_EPOCH_SECONDS = 1_700_000_000;
    private static final int CSEQS_PER_SECOND = 8;

    @Spec
    private CommandSpec spec;

    @Option(names = "--target", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:5060", description =
            "Where the registrar listens: an address of 127.0.0.0/8, [::1] or localhost. Default: ${DEFAULT-VALUE}")
    private String target;

    @Option(names = "--transport", paramLabel = "udp|tcp|tls|ws|wss", defaultValue = "udp", description =
            "TLS and WSS take any certificate. Default: ${DEFAULT-VALUE}")
    private String transport;

    @Option(names = "--aors", paramLabel = "N", defaultValue = "10000", description =
            "AORs with one contact each, 1 to " + Load.MAX_AORS + ". Default: ${DEFAULT-VALUE}")
    private int aors;

    @Option(names = "--count", paramLabel = "N", description =
            "Registrations, 1 to " + Load.MAX_COUNT + ". Default: one for each AOR")
    private Long count;

    @Option(names = "--prefix", paramLabel = "TEXT", defaultValue = "u", description =
            "What user names begin with; a number follows. Default: ${DEFAULT-VALUE}")
    private String prefix;

    @Option(names = "--shuffle", description = "Take the AORs in a scattered order.")
    private boolean shuffled;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "0", description =
            "Registrations of other AORs (w0, w1, ...) that come first and are not measured. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "4", description =
            "Sockets, 1 to " + Load.MAX_CONNECTIONS + "; opened before anything is sent. Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--in-flight", paramLabel = "N", defaultValue = "64", description =
            "Closed loop: registrations under way at once, 1 to " + Load.MAX_IN_FLIGHT + ". Default: ${DEFAULT-VALUE}")
    private int inFlight;

    @Option(names = "--rate", paramLabel = "N", description =
            "Open loop: registrations due a second, 1 to " + Load.MAX_RATE + ". Default: a closed loop")
    private Double rate;

    @Option(names = "--password", paramLabel = "TEXT", description =
            "Answer digest challenges with this password; %%u in it stands for the user's name. Default: do not")
    private String password;

    @Option(names = "--algorithm", paramLabel = "MD5|SHA-256", defaultValue = "MD5", description =
            "Which challenge is answered. Default: ${DEFAULT-VALUE}")
    private String algorithm;

    @Option(names = "--expires", paramLabel = "SECONDS", defaultValue = "3600", description =
            "The expiry asked for; 0 removes the contacts. Default: ${DEFAULT-VALUE}")
    private int expires;

    @Option(names = "--domain", paramLabel = "NAME", defaultValue = "example.com", description =
            "The AORs' domain. Default: ${DEFAULT-VALUE}")
    private String domain;

    @Option(names = "--cseq", paramLabel = "N", description =
            "The first CSeq of each AOR. Default: grows with the clock, so that a later run refreshes")
    private Integer cseq;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "4", description =
            "When an answer counts as missing, 1 to 32. Default: ${DEFAULT-VALUE}")
    private int timeout;

    @Option(names = "--limit", paramLabel = "SECONDS", defaultValue = "60", description =
            "When no further REGISTER is sent, 1 to 600. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(names = "--server-pid", paramLabel = "PID", description =
            "Read the CPU time of this process and its children before and after. Default: none is read")
    private Long serverPid;

    @Option(names = "--json", description = "Print one line of JSON instead of lines for people.")
    private boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    /** Runs the command line and ends the process. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new LoadGenerator()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        Load load = load();
        PrintWriter out = spec.commandLine().getOut();
        try {
            LoadResult result = LoadRun.run(load);
            if (json) {
                out.println(result.json());
            } else {
                result.lines().forEach(out::println);
            }
            return result.isComplete() ? OK : NOT_ALL_REGISTERED;
        } catch (IOException e) {
            spec.commandLine().getErr().println(target + " over " + transport + ": " + e.getMessage());
            return UNREACHABLE;
        }
    }

    private Load load() {
        try {
            Transport over = Transport.of(transport).orElseThrow(() -> new IllegalArgumentException(
                    "--transport " + transport + ": allowed are udp, tcp, tls, ws and wss"));
            return new Load(
                    Target.parse(target), over,
                    new Load.Users(prefix, aors, count == null ? aors : count, shuffled),
                    warmUp, connections, inFlight,
                    rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                    cseq == null ? clockCseq() : cseq,
                    expires, domain,
                    Optional.ofNullable(password).map(text -> new DigestPolicy(text, algorithm)),
                    Duration.ofSeconds(timeout), Duration.ofSeconds(limit), server());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private Optional<ProcessHandle> server() {
        return Optional.ofNullable(serverPid).map(pid -> ProcessHandle.of(pid).orElseThrow(
                () -> new IllegalArgumentException("--server-pid " + pid + ": no such process")));
    }

    private static int clockCseq() {
        long seconds = System.currentTimeMillis() / 1_000 - CSEQ_EPOCH_SECONDS;
        return (int) Math.max(1, Math.min(Load.MAX_CSEQ, seconds * CSEQS_PER_SECOND));
    }
}
