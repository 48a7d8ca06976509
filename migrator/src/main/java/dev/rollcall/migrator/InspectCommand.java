package dev.rollcall.migrator;

import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.preload.MigratorCommand;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of an inspection. An object is for one run. */
@Command(
        name = "inspect",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Says of every row of a location table whether OpenSIPS loads it, and if not, why. Writes nothing.",
        description = {
            "",
            "The same as the program without a command. Every row gets one verdict, whatever the table's size; the"
                    + " format and the values that the ids were made with are found out from the rows.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:clean: expired and duplicate rows are shown and are no findings",
            "1:findings",
            "2:wrong option or value, or a table of a schema that is not served",
            "3:the database could not be opened or failed",
            "5:a fault in Rollcall itself, or too little memory or temporary space"
        })
final class InspectCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Progress progress;

    @Mixin
    private final LocationOptions location = new LocationOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    @Mixin
    private final SpillOptions spill = new SpillOptions();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    InspectCommand(PrintWriter out, PrintWriter err, Progress progress) {
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    @Override
    public Integer call() {
        return location.values(err).map(this::run).orElse(ExitCode.REFUSED);
    }

    private int run(ParamValues values) {
        return inspect(values, format.format(), spill.directory(), out, progress);
    }

    /** Inspects, and reports in one of the forms; the result is an exit code. */
    static int inspect(
            ParamValues values, ReportFormat format, SpillDirectory directory, PrintWriter out, Progress progress) {
        DatabaseUrl url = values.get(UsrlocParams.DB_URL);
        String name = values.get(RollcallParams.TABLE);
        Inspection found = new Inspector(url, name, directory, InstantSource.system(), progress)
                .inspect(Request.of(values));
        MigratorCommand migrator = new MigratorCommand(url.toString(), name);
        switch (format) {
            case TEXT -> new Report(out, url, name).whole(found);
            case JSON -> new JsonReport(out, url, migrator).print(found);
            case HTML -> new HtmlReport(out, url, migrator).print(found);
        }
        return found.exitCode();
    }
}
