package dev.rollcall.migrator;

import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.repair.RepairOutcome;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line that takes repairs back. An object is for one run. */
@Command(
        name = "rollback",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Gives the rows of a repair their old contact IDs back, and those of set-domain their old domains."
                + " Stop OpenSIPS first.",
        description = {
            "",
            "The old IDs come from the tables that a repair keeps beside the location table, TABLE_repair and two"
                    + " more. A row that is not under its new ID any more, or has another name, is left and listed. A"
                    + " rollback that is killed goes on when it is run again.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every row has its old ID again",
            "1:rows were left",
            "2:wrong option or value, or no such run; nothing was written",
            "3:the database could not be opened or failed; run again, what is committed stays",
            "5:a fault in Rollcall itself, or too little memory"
        })
final class RollbackCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Progress progress;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--run", paramLabel = "N", description =
            "The run to take back, as TABLE_repair_run numbers them. Default: all of them, the last one first")
    private Integer run;

    @Mixin
    private final PaceOptions pace = new PaceOptions();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    RollbackCommand(PrintWriter out, PrintWriter err, Progress progress) {
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    @Override
    public Integer call() {
        if (pace.problem() != null) {
            throw new ParameterException(spec.commandLine(), pace.problem());
        }
        return database.values(err).map(this::run).orElse(ExitCode.REFUSED);
    }

    private int run(ParamValues values) {
        DatabaseUrl url = values.get(UsrlocParams.DB_URL);
        String table = values.get(RollcallParams.TABLE);
        Report report = new Report(out, url, table);
        report.title();
        RepairOutcome outcome = new Applier(url, table, SpillDirectory.ofSystem(), pace, progress, report)
                .rollBack(Optional.ofNullable(run));
        return outcome.skipped() > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }
}
