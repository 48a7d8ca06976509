package dev.rollcall.bench.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
 * {@code java -cp bench/target/bench.jar dev.rollcall.bench.compare.Compare --help}
 *
 * <p>The compare command. Ends with 0 where every case was measured, 2 after a wrong option, 3 where a server or the
 * generator could not be run.
 */
@Command(
        name = "java -cp bench.jar dev.rollcall.bench.compare.Compare",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Measures the registrar beside an echo, Kamailio and OpenSIPS: in turns, on one core each.",
        description = {
            "",
            "Starts all servers of a case on free ports of 127.0.0.1, warms each up with registrations of other AORs,"
                    + " loads them in turns, and prints CPU seconds for 100 000 registrations and their ratios. Ends"
                    + " every process that it has started.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every case was measured",
            "2:wrong option or value",
            "3:a server or the generator could not be run"
        })
public final class Compare implements Callable<Integer> {
    private static final int OK = 0;
    private static final int CANNOT_RUN = 3;

    @Spec
    private CommandSpec spec;

    @Option(names = "--case", paramLabel = "CASE", defaultValue = "udp-refresh", split = ",", description =
            "udp-refresh, udp-new, tcp-100, tcp-10000, digest, digest-mariadb, tls-1000, ws-1000 or wss-1000; several"
                    + " with commas between; with + between they are measured in turns, as tls-1000+wss-1000."
                    + " Default: ${DEFAULT-VALUE}")
    private List<String> cases;

    @Option(names = "--registrar", paramLabel = "[NAME=]JAR", defaultValue = "registrar/target/registrar.jar",
            description = "The registrar; repeatable, to compare versions. Default: ${DEFAULT-VALUE}")
    private List<String> registrars;

    @Option(names = "--java", paramLabel = "PATH", description =
            "The java that runs it. Default: the one that runs this")
    private Path java = Path.of(System.getProperty("java.home"), "bin", "java");

    @Option(names = "--java-option", paramLabel = "OPTION", description =
            "For the registrar; repeatable. Default: none")
    private List<String> javaOptions = new ArrayList<>();

    @Option(names = "--set", paramLabel = "NAME=VALUE", description =
            "A further parameter of the registrar; repeatable. Default: none")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--kamailio", paramLabel = "PATH", defaultValue = "/usr/sbin/kamailio", description =
            "Takes part where it is there. Default: ${DEFAULT-VALUE}")
    private Path kamailio;

    @Option(names = "--kamailio-config", paramLabel = "FILE", defaultValue = "bench/kamailio/kamailio.cfg",
            description = "Default: ${DEFAULT-VALUE}")
    private Path kamailioConfig;

    @Option(names = "--opensips", paramLabel = "PATH", defaultValue = "/usr/sbin/opensips", description =
            "Takes part over UDP where it is there. Default: ${DEFAULT-VALUE}")
    private Path openSips;

    @Option(names = "--opensips-config", paramLabel = "FILE", defaultValue = "bench/opensips/opensips.cfg",
            description = "Default: ${DEFAULT-VALUE}")
    private Path openSipsConfig;

    @Option(names = "--echo", paramLabel = "COMMAND", description =
            "A server that answers 200 and does nothing else; gets 'udp PORT' or 'tcp PORT' as last arguments. Default:"
                    + " one of our own in Java, which is no floor for programs in C")
    private String echo;

    @Option(names = "--regload", paramLabel = "PATH", description =
            "Use this generator in C for UDP and TCP. Default: our own")
    private String regload;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "600000", description =
            "Registrations of other AORs that come first. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(names = "--aors", paramLabel = "N", defaultValue = "100000", description =
            "AORs that take turns where contacts are refreshed. Default: ${DEFAULT-VALUE}")
    private int aors;

    @Option(names = "--count", paramLabel = "N", defaultValue = "300000", description =
            "Registrations of a turn. Default: ${DEFAULT-VALUE}")
    private int count;

    @Option(names = "--turns", paramLabel = "N", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}")
    private int turns;

    @Option(names = "--shuffle", description = "Take the AORs in a scattered order.")
    private boolean shuffled;

    @Option(names = "--open-loop", paramLabel = "SHARE", description =
            "Afterwards an open loop at this share of each server's own ceiling, as 0.7. Default: none")
    private Double openLoop;

    @Option(names = "--open-seconds", paramLabel = "N", defaultValue = "10", description =
            "How long a turn of the open loop takes. Default: ${DEFAULT-VALUE}")
    private int openSeconds;

    @Option(names = "--server-cores", paramLabel = "LIST", defaultValue = "0", description =
            "As for taskset -c. Default: ${DEFAULT-VALUE}")
    private String serverCores;

    @Option(names = "--load-cores", paramLabel = "LIST", defaultValue = "1", description =
            "The generator's. Default: ${DEFAULT-VALUE}")
    private String loadCores;

    @Option(names = "--both-cores", description =
            "The registrar takes part a second time, it and the generator on the cores of both.")
    private boolean bothCores;

    @Option(names = "--results", paramLabel = "DIR", description =
            "Write NAME.md, NAME.json and NAME.svg there. Default: none are written")
    private Path results;

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "compare", description =
            "What the files are called, behind the date. Default: ${DEFAULT-VALUE}")
    private String name;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    /** Runs the command line and ends the process. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Compare()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            cases.forEach(Workload::of);
            Plan plan = plan();
            double loadBefore = Machine.load();
            List<CaseResult> measured = new ArrayList<>();
            for (String label : cases) {
                measured.add(measure(label, plan));
            }
            Report report = new Report(
                    Report.now(), Machine.here(), commandLine(), loadBefore, Machine.load(), plan.openLoop(), measured);
            report.lines().forEach(out::println);
            if (results != null) {
                report.write(results, report.date().toLocalDate() + "-" + name);
            }
            return OK;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        } catch (IOException | SQLException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return CANNOT_RUN;
        }
    }

    private Plan plan() {
        return new Plan(
                warmUp, aors, count, turns,
                openLoop == null ? OptionalDouble.empty() : OptionalDouble.of(openLoop),
                openSeconds, new Cores(loadCores), shuffled);
    }

    private CaseResult measure(String label, Plan plan) throws IOException, InterruptedException, SQLException {
        List<Workload> workloads = Workload.of(label);
        List<Entrant> entrants = new ArrayList<>();
        workloads.forEach(workload -> entrants.addAll(entrants(workload, workloads.size() > 1)));
        Contest contest = new Contest(label, plan, generator(workloads), spec.commandLine().getErr()::println);
        try (Scratch scratch = new Scratch()) {
            Path directory = scratch.directory();
            if (workloads.contains(Workload.DIGEST_MARIADB)) {
                return measureWithDatabase(contest, entrants, plan, directory);
            }
            String users = workloads.contains(Workload.DIGEST) ? new Users(aors).inFile(directory) : "";
            return contest.run(entrants, directory, users);
        }
    }

    /** The database shares the generator's cores, so that it takes nothing from the servers. */
    private CaseResult measureWithDatabase(Contest contest, List<Entrant> entrants, Plan plan, Path directory)
            throws IOException, InterruptedException, SQLException {
        if (!MariaDbServer.isInstalled()) {
            throw new IOException("MariaDB is not installed here, which " + Workload.DIGEST_MARIADB.label() + " needs");
        }
        try (MariaDbServer database = MariaDbServer.start(directory, plan.load())) {
            try (Connection connection = database.connect()) {
                new Users(aors).fill(connection);
            }
            return contest.run(entrants, directory, database.url());
        }
    }

    private Generator generator(List<Workload> workloads) {
        if (regload != null) {
            Generator external = new RegloadGenerator(regload);
            if (workloads.stream().allMatch(external::sends)) {
                return external;
            }
        }
        return new OwnGenerator(java.toString(), System.getProperty("java.class.path"));
    }

    /** @param several whether other workloads take part, so that a name has to say which it is */
    private List<Entrant> entrants(Workload workload, boolean several) {
        String suffix = several ? ", " + workload.label() : "";
        List<Entrant> entrants = new ArrayList<>();
        for (Contender contender : contenders()) {
            if (contender.serves(workload)) {
                entrants.add(new Entrant(
                        contender.name() + suffix, contender, workload, new Cores(serverCores), Optional.empty()));
            }
        }
        if (bothCores) {
            Cores both = new Cores(serverCores + "," + loadCores);
            Contender registrar = registrars().get(0);
            entrants.add(new Entrant(
                    registrar.name() + ", both cores" + suffix, registrar, workload, both, Optional.of(both)));
        }
        return entrants;
    }

    private List<Contender> contenders() {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(echo == null
                ? EchoContender.own(java.toString(), System.getProperty("java.class.path"))
                : EchoContender.external(echo));
        contenders.addAll(registrars());
        if (Files.isExecutable(kamailio)) {
            contenders.add(new KamailioContender(kamailio, kamailioConfig));
        }
        if (Files.isExecutable(openSips)) {
            contenders.add(new OpenSipsContender(openSips, openSipsConfig));
        }
        return contenders;
    }

    private List<Contender> registrars() {
        List<String> all = new ArrayList<>(List.of(RollcallContender.IN_MEMORY));
        all.addAll(settings);
        List<Contender> contenders = new ArrayList<>();
        for (String registrar : registrars) {
            int equals = registrar.indexOf('=');
            String label = equals < 0 ? "Rollcall" : registrar.substring(0, equals);
            Path jar = Path.of(registrar.substring(equals + 1));
            if (!Files.isRegularFile(jar)) {
                throw new IllegalArgumentException("--registrar " + jar + ": no such file; make it with mvn package");
            }
            contenders.add(new RollcallContender(label, jar, java, javaOptions, all));
        }
        return contenders;
    }

    private String commandLine() {
        return Machine.commandLine(Compare.class, spec.commandLine().getParseResult().originalArgs());
    }
}
