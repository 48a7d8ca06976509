package dev.rollcall.migrator;

import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line that shows what a repair would do. An object is for one run. */
@Command(
        name = "plan",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Shows which row a repair would give which ID, and by which statement. Writes nothing.",
        description = {
            "",
            "The same as --dry-run without a command. A plan in a file is applied by apply, also on another day: rows"
                    + " that have changed by then are skipped.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:clean: there is nothing to repair",
            "1:something would change, or there are findings that no repair helps against",
            "2:wrong option or value, or refused",
            "3:the database could not be opened or failed",
            "5:a fault in Rollcall itself, or too little memory or temporary space"
        })
final class PlanCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Progress progress;

    @Mixin
    private final LocationOptions location = new LocationOptions();

    @Option(names = "--plan-file", paramLabel = "FILE", description =
            "Write the plan to this file, too, which must not exist yet.")
    private Path planFile;

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    @Mixin
    private final SpillOptions spill = new SpillOptions();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    PlanCommand(PrintWriter out, PrintWriter err, Progress progress) {
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    @Override
    public Integer call() {
        return location.values(err).map(this::run).orElse(ExitCode.REFUSED);
    }

    private int run(ParamValues values) {
        return migrator(values, spill.directory(), new PaceOptions(), selection, out, progress)
                .dryRun(Request.of(values), planFile(planFile, values));
    }

    /** What plans, and repairs, as a command line says. */
    static Migrator migrator(
            ParamValues values, SpillDirectory directory, PaceOptions pace, SelectionOptions selection,
            PrintWriter out, Progress progress) {
        DatabaseUrl url = values.get(UsrlocParams.DB_URL);
        String table = values.get(RollcallParams.TABLE);
        Report report = new Report(out, url, table);
        return new Migrator(
                new Inspector(url, table, directory, InstantSource.system(), progress),
                new Applier(url, table, directory, pace, progress, report),
                report,
                selection);
    }

    /** The plan's file, where there is to be one. @param path {@code null} for none */
    static Optional<PlanFile> planFile(Path path, ParamValues values) {
        return Optional.ofNullable(path).map(file -> new PlanFile(file, values.get(RollcallParams.TABLE)));
    }
}
