package dev.rollcall.migrator;

import dev.rollcall.contactid.IdSettings;
import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.repair.RepairOutcome;
import dev.rollcall.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line that applies a plan. An object is for one run. */
@Command(
        name = "apply",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Applies a plan that plan or --dry-run wrote to a file. Stop OpenSIPS first.",
        description = {
            "",
            "Every row gets the ID that the plan says, if it is still the row that was planned for: the same ID,"
                    + " username and domain. Others are skipped and listed. A run that is killed is resumed by"
                    + " --regen-broken-contactid, without the plan's file, and taken back by rollback.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:applied, and the table is clean",
            "1:rows were skipped, or findings remain",
            "2:wrong option or value, or the plan is not whole or for another table; nothing was written",
            "3:the database could not be opened or failed; what is committed stays",
            "5:a fault in Rollcall itself, or too little memory or temporary space"
        })
final class ApplyCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Progress progress;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--plan-file", paramLabel = "FILE", required = true, description = "The plan.")
    private Path planFile;

    @Mixin
    private final PaceOptions pace = new PaceOptions();

    @Mixin
    private final SpillOptions spill = new SpillOptions();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    ApplyCommand(PrintWriter out, PrintWriter err, Progress progress) {
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
        PlanFile plan = new PlanFile(planFile, table);
        Request request = new Request(IdSettings.given(PlanFile.parameters(plan.check().settings())), true);
        report.title();
        RepairOutcome outcome = new Applier(url, table, spill.directory(), pace, progress, report).apply(plan);
        report.outcome(outcome);
        Inspection left = new Inspector(url, table, spill.directory(), InstantSource.system(), progress)
                .inspect(request);
        report.conclusion(left);
        report.next(left);
        return outcome.skipped() > 0 ? ExitCode.FINDINGS : left.exitCode();
    }
}
