package dev.rollcall.migrator;

import dev.rollcall.contactid.IdSettings;
import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line that verifies a repair. An object is for one run. */
@Command(
        name = "verify",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Verifies a repair, before a server writes the table again. Writes nothing.",
        description = {
            "",
            "As many rows as before, every other column of all rows as before (by a digest that the repair kept), every"
                    + " row under the ID that it was given, no ID twice, and a load of all rows through the"
                    + " registrar's own checks.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all of it is right",
            "1:something is not, or the load has findings",
            "2:wrong option or value, or no such run in force",
            "3:the database could not be opened or failed",
            "5:a fault in Rollcall itself, or too little memory or temporary space"
        })
final class VerifyCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Progress progress;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--run", paramLabel = "N", description = "The run to verify. Default: the last one")
    private Integer run;

    @Mixin
    private final SpillOptions spill = new SpillOptions();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    VerifyCommand(PrintWriter out, PrintWriter err, Progress progress) {
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    @Override
    public Integer call() {
        return database.values(err).map(this::run).orElse(ExitCode.REFUSED);
    }

    private int run(ParamValues values) {
        DatabaseUrl url = values.get(UsrlocParams.DB_URL);
        String table = values.get(RollcallParams.TABLE);
        Report report = new Report(out, url, table);
        report.title();
        Verification found = new Verifier(url, table, progress).verify(Optional.ofNullable(run));
        report.verification(found);
        Request request = new Request(IdSettings.given(PlanFile.parameters(found.run().settings())), true);
        Inspection loaded = new Inspector(url, table, spill.directory(), InstantSource.system(), progress)
                .inspect(request);
        report.conclusion(loaded);
        return found.isRight() ? loaded.exitCode() : ExitCode.FINDINGS;
    }
}
