package dev.rollcall.bench.load;

import dev.rollcall.registrar.sip.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
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
        header = "Sends REGISTERs to a registrar on this machine, each when the one before was answered.",
        description = {
            "",
            "A closed loop: so many phones take turns for their AORs, and each waits for its answer, so the rate is"
                    + " what the registrar makes of it. It does not authenticate. Run it twice: the first run adds"
                    + " contacts and warms the registrar up, the second one refreshes them.",
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

    @Spec
    private CommandSpec spec;

    @Option(names = "--target", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:5060", description =
            "Where the registrar listens: an address of 127.0.0.0/8, [::1] or localhost. Default: ${DEFAULT-VALUE}")
    private String target;

    @Option(names = "--transport", paramLabel = "udp|tcp", defaultValue = "udp", description =
            "Default: ${DEFAULT-VALUE}")
    private String transport;

    @Option(names = "--aors", paramLabel = "N", defaultValue = "10000", description =
            "AORs with one contact each, 1 to " + Load.MAX_AORS + ". Default: ${DEFAULT-VALUE}")
    private int aors;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "1", description =
            "How often each AOR registers, 1 to " + Load.MAX_ROUNDS + ". Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "4", description =
            "Sockets, each with a thread of its own, 1 to " + Load.MAX_CONNECTIONS + ". Default: ${DEFAULT-VALUE}")
    private int connections;

    @Option(names = "--phones", paramLabel = "N", defaultValue = "16", description =
            "REGISTERs under way on each socket, 1 to " + Load.MAX_PHONES + ". Default: ${DEFAULT-VALUE}")
    private int phones;

    @Option(names = "--expires", paramLabel = "SECONDS", defaultValue = "3600", description =
            "The expiry asked for; 0 removes the contacts. Default: ${DEFAULT-VALUE}")
    private int expires;

    @Option(names = "--domain", paramLabel = "NAME", defaultValue = "example.com", description =
            "The AORs' domain. Default: ${DEFAULT-VALUE}")
    private String domain;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "4", description =
            "When an answer counts as missing, 1 to 32; nothing is sent twice. Default: ${DEFAULT-VALUE}")
    private int timeout;

    @Option(names = "--limit", paramLabel = "SECONDS", defaultValue = "60", description =
            "When no further REGISTER is sent, 1 to 600. Default: ${DEFAULT-VALUE}")
    private int limit;

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
            result.lines().forEach(out::println);
            return result.registered() == load.registrations() ? OK : NOT_ALL_REGISTERED;
        } catch (IOException e) {
            spec.commandLine().getErr().println(target + " over " + transport + ": " + e.getMessage());
            return UNREACHABLE;
        }
    }

    private Load load() {
        try {
            Transport over = Transport.of(transport).orElseThrow(
                    () -> new IllegalArgumentException("--transport " + transport + ": allowed are udp and tcp"));
            return new Load(
                    Target.parse(target), over, aors, rounds, connections, phones, expires, domain,
                    Duration.ofSeconds(timeout), Duration.ofSeconds(limit));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
