package dev.rollcall.migrator;

import dev.rollcall.Version;
import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.SecretText;
import dev.rollcall.spill.SpillException;
import dev.rollcall.sql.DatabaseException;
import dev.rollcall.status.OperatorSignal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The migrator's entry point and command line. An object is for one run. */
@Command(
        name = "java -jar migrator.jar",
        versionProvider = Main.CommandVersion.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Inspects and repairs the contact IDs of an OpenSIPS location table.",
        description = {
            "",
            "Without --regen-broken-contactid it only reports. The report goes to standard output, progress and errors"
                    + " to standard error. Stop OpenSIPS before a repair: it knows rows by their old ids.",
            "A repair first writes which ID becomes which to a table of its own, TABLE_repair: one that is killed goes"
                    + " on when it is run again, and the commands verify and rollback read it.",
            "A table of schema 1009 or 1011 is brought to 1013 by the command upgrade; its own --help says how.",
            "The signal USR1 (kill -USR1 PID) makes any command print how far it is, and go on.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:clean, or wholly repaired",
            "1:findings remain, or a dry run would change something; rows that OpenSIPS cannot load count",
            "2:wrong option or value, or refused; nothing was written",
            "3:the database could not be opened or failed; run again, what is committed stays",
            "5:a fault in Rollcall itself, or too little memory"
        })
public final class Main implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Progress progress;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final LocationOptions location = new LocationOptions();

    @Option(names = "--regen-broken-contactid", description =
            "Repair: give every row whose contact ID is not right a new one, and change nothing else.")
    private boolean regenerate;

    @Option(names = "--dry-run", description =
            "Print every old and new ID of a repair, with or without --regen-broken-contactid, and write nothing.")
    private boolean dryRun;

    @Option(names = "--plan-file", paramLabel = "FILE", description =
            "With --dry-run: write the plan to this file, too, for the command apply.")
    private Path planFile;

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    @Mixin
    private final PaceOptions pace = new PaceOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Mixin
    private final SpillOptions spill = new SpillOptions();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Print the version, and Java's.")
    private boolean version;

    /** @param progress where the commands tell how far they are */
    Main(PrintWriter out, PrintWriter err, Progress progress) {
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        // whatever the locale: users' names are UTF-8
        PrintWriter out = utf8(new FileOutputStream(FileDescriptor.out));
        PrintWriter err = utf8(new FileOutputStream(FileDescriptor.err));
        Progress progress = new Progress(err, Terminal.isStandardError(), System::nanoTime);
        OperatorSignal.STATUS.install(progress::status);
        System.exit(new Main(out, err, progress).run(args));
    }

    private static PrintWriter utf8(OutputStream stream) {
        return new PrintWriter(stream, false, StandardCharsets.UTF_8);
    }

    /** Parses the arguments and does what they say; the result is an exit code. */
    int run(String... args) {
        try {
            return new CommandLine(this)
                    .addSubcommand(new InspectCommand(out, err, progress))
                    .addSubcommand(new PlanCommand(out, err, progress))
                    .addSubcommand(new ApplyCommand(out, err, progress))
                    .addSubcommand(new VerifyCommand(out, err, progress))
                    .addSubcommand(new RollbackCommand(out, err, progress))
                    .addSubcommand(new SetDomainCommand(out, err, progress))
                    .addSubcommand(new CopyCommand(out, progress))
                    .addSubcommand(new KamailioCommand(out, err, progress))
                    .addSubcommand(new UpgradeCommand(out, err, progress))
                    .setOut(out)
                    .setErr(err)
                    .setExpandAtFiles(false)
                    .setParameterExceptionHandler(this::misused)
                    .setExecutionExceptionHandler((fault, command, parsed) -> failed(fault))
                    .execute(args);
        } catch (OutOfMemoryError e) {
            err.println("Too little memory, and nothing more was written: run java -Xmx1g -jar ...; what is"
                    + " committed stays, and another run goes on from there");
            return ExitCode.INTERNAL;
        } finally {
            out.flush();
            err.flush();
        }
    }

    @Override
    public Integer call() {
        if (format.isGiven() && (regenerate || dryRun)) {
            throw new ParameterException(spec.commandLine(), "--format is for inspections only");
        }
        if (planFile != null && !dryRun) {
            throw new ParameterException(spec.commandLine(), "--plan-file goes with --dry-run, or with apply");
        }
        if (pace.problem() != null) {
            throw new ParameterException(spec.commandLine(), pace.problem());
        }
        return location.values(err).map(this::run).orElse(ExitCode.REFUSED);
    }

    private int run(ParamValues values) {
        if (!regenerate && !dryRun) {
            return InspectCommand.inspect(values, format.format(), spill.directory(), out, progress);
        }
        Request request = Request.of(values);
        Migrator migrator = PlanCommand.migrator(values, spill.directory(), pace, selection, out, progress);
        return dryRun ? migrator.dryRun(request, PlanCommand.planFile(planFile, values)) : migrator.repair(request);
    }

    private int misused(ParameterException fault, String[] args) {
        err.println(SecretText.masked(String.valueOf(fault.getMessage())));
        err.println(CommandValues.NOTHING_DONE);
        return ExitCode.REFUSED;
    }

    private int failed(Exception fault) {
        if (fault instanceof RefusedException) {
            err.println("Refused, nothing was written: " + fault.getMessage());
            return ExitCode.REFUSED;
        }
        if (fault instanceof StoppedException) {
            err.println("Stopped: " + fault.getMessage());
            return ExitCode.FINDINGS;
        }
        if (fault instanceof DatabaseException) {
            err.println("Database: " + fault.getMessage());
            return ExitCode.DATABASE;
        }
        if (fault instanceof SpillException) {
            err.println("Not done, nothing was written: " + fault.getMessage());
            return ExitCode.INTERNAL;
        }
        err.println("A fault in Rollcall itself: " + fault);
        fault.printStackTrace(err);
        return ExitCode.INTERNAL;
    }

    /** What {@code --version} prints. */
    static final class CommandVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "Rollcall migrator " + Version.text(),
                "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ", "
                        + System.getProperty("os.name") + ' ' + System.getProperty("os.arch") + ')'
            };
        }
    }
}
