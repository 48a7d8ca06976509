package dev.rollcall.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code java -cp bench/target/bench.jar dev.rollcall.bench.compare.Alone --help}
 *
 * <p>What is measured of the registrar by itself. Ends with 0 where all was measured, 2 after a wrong option, 3 where
 * the registrar or the generator could not be run.
 */
@Command(
        name = "java -cp bench.jar dev.rollcall.bench.compare.Alone",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Measures the registrar by itself: start, memory, pauses, stop, and cost over the number of AORs.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all was measured",
            "2:wrong option or value",
            "3:the registrar or the generator could not be run"
        })
public final class Alone implements Callable<Integer> {
    private static final int OK = 0;
    private static final int CANNOT_RUN = 3;
    private static final int STARTS = 5;

    @Spec
    private CommandSpec spec;

    @Option(names = "--study", paramLabel = "NAME", defaultValue = "start,memory,pauses,stop,curve", split = ",",
            description = "Several with commas between. Default: ${DEFAULT-VALUE}")
    private List<String> studies;

    @Option(names = "--registrar", paramLabel = "JAR", defaultValue = "registrar/target/registrar.jar", description =
            "Default: ${DEFAULT-VALUE}")
    private Path registrar;

    @Option(names = "--java", paramLabel = "PATH", description =
            "The java that runs it. Default: the one that runs this")
    private Path java = Path.of(System.getProperty("java.home"), "bin", "java");

    @Option(names = "--java-option", paramLabel = "OPTION", description =
            "For the registrar; repeatable. Default: none")
    private List<String> javaOptions = new ArrayList<>();

    @Option(names = "--regload", paramLabel = "PATH", description = "Use this generator in C. Default: our own")
    private String regload;

    @Option(names = "--contacts", paramLabel = "N", defaultValue = "1000000", description =
            "For memory, pauses and stop. Default: ${DEFAULT-VALUE}")
    private int contacts;

    @Option(names = "--refreshes", paramLabel = "N", defaultValue = "300000", description =
            "For pauses, and for each turn of the curve. Default: ${DEFAULT-VALUE}")
    private int refreshes;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "50000", description =
            "For pauses: refreshes a second of the open loop. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(names = "--sizes", paramLabel = "N", defaultValue = "10000,100000,500000,1000000,2000000", split = ",",
            description = "For the curve: numbers of AORs, rising. Default: ${DEFAULT-VALUE}")
    private List<Integer> sizes;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "600000", description =
            "For the curve: registrations of other AORs that come first. Default: ${DEFAULT-VALUE}")
    private int warmUp;

    @Option(names = "--turns", paramLabel = "N", defaultValue = "3", description =
            "For the curve. Default: ${DEFAULT-VALUE}")
    private int turns;

    @Option(names = "--server-cores", paramLabel = "LIST", defaultValue = "0", description =
            "As for taskset -c. Default: ${DEFAULT-VALUE}")
    private String serverCores;

    @Option(names = "--load-cores", paramLabel = "LIST", defaultValue = "1", description =
            "The generator's. Default: ${DEFAULT-VALUE}")
    private String loadCores;

    @Option(names = "--results", paramLabel = "DIR", description =
            "Write NAME.md, NAME.json and NAME.svg there. Default: none are written")
    private Path results;

    @Option(names = "--name", paramLabel = "NAME", defaultValue = "alone", description =
            "What the files are called, behind the date. Default: ${DEFAULT-VALUE}")
    private String name;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    /** Runs the command line and ends the process. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Alone()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Scratch scratch = new Scratch()) {
            Generator generator = regload == null
                    ? new OwnGenerator(java.toString(), System.getProperty("java.class.path"))
                    : new RegloadGenerator(regload);
            if (!Files.isRegularFile(registrar)) {
                throw new IllegalArgumentException(
                        "--registrar " + registrar + ": no such file; make it with mvn package");
            }
            Study.Bench bench = new StudyBench(
                    registrar, java, javaOptions, generator, new Cores(serverCores), new Cores(loadCores),
                    scratch.directory(), spec.commandLine().getErr()::println);
            Findings findings = run(studies.stream().map(this::study).toList(), bench, generator);
            findings.lines().forEach(spec.commandLine().getOut()::println);
            if (results != null) {
                findings.write(results, findings.date().toLocalDate() + "-" + name);
            }
            return OK;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        } catch (IOException | SQLException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return CANNOT_RUN;
        }
    }

    private Findings run(List<Study> asked, Study.Bench bench, Generator generator)
            throws IOException, InterruptedException, SQLException {
        double loadBefore = Machine.load();
        List<Finding> findings = new ArrayList<>();
        for (Study study : asked) {
            findings.addAll(study.run(bench));
        }
        return new Findings(
                Report.now(), Machine.here(),
                Machine.commandLine(Alone.class, spec.commandLine().getParseResult().originalArgs()),
                loadBefore, Machine.load(), generator.name(), findings);
    }

    private Study study(String label) {
        return switch (label) {
            case "start" -> new StartStudy(STARTS);
            case "memory" -> new MemoryStudy(contacts);
            case "pauses" -> new PauseStudy(contacts, refreshes, rate);
            case "stop" -> new StopStudy(contacts);
            case "curve" -> new CurveStudy(sizes, List.of(9, 16), warmUp, refreshes, turns);
            default -> throw new IllegalArgumentException(
                    "--study " + label + ": allowed are start, memory, pauses, stop and curve");
        };
    }
}
