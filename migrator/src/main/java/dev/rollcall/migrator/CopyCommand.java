package dev.rollcall.migrator;

import dev.rollcall.Version;
import dev.rollcall.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of a copy. An object is for one run. */
@Command(
        name = "copy",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Copies a location table into another database, also of another kind; the old one is only read.",
        description = {
            "",
            "MySQL/MariaDB, PostgreSQL and SQLite, in every direction. The target's table must be empty or not be"
                    + " there; it is made in schema 1013. All rows go over in one transaction and are compared with"
                    + " the source, every column of every row, before it is committed: a copy that is killed or"
                    + " refused leaves no row behind. Stop OpenSIPS first, or what it writes meanwhile ends the copy.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:copied, every value the same; or with --dry-run, it can be copied",
            "2:wrong option or value, or refused; the target has no row",
            "3:a database could not be opened or failed; the target has no row",
            "5:a fault in Rollcall itself, or too little memory"
        })
final class CopyCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final Progress progress;

    @Mixin
    private final TwoDatabases databases = new TwoDatabases();

    @Option(names = "--dry-run", description = "Look whether it can be done, and write nothing.")
    private boolean dryRun;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    CopyCommand(PrintWriter out, Progress progress) {
        this.out = out;
        this.progress = progress;
    }

    @Override
    public Integer call() {
        DatabaseUrl source = databases.source();
        CopyTarget target = databases.target();
        TableCopy copy = new TableCopy(source, databases.sourceTable(), target, progress);
        out.printf("Rollcall migrator %s%n", Version.text());
        out.printf("from      %s of %s%n", databases.sourceTable(), source);
        out.printf("to        %s%n%n", target);
        if (dryRun) {
            out.printf("Dry run: %d rows can be copied; nothing was written.%n", copy.preview());
            return ExitCode.CLEAN;
        }
        out.printf("Copied: %d rows; read again on both sides, every value is the same.%n", copy.copy());
        out.printf("The old table is as it was. Next, inspect the new one:%n  %s%n", databases.inspectTarget());
        return ExitCode.CLEAN;
    }
}
