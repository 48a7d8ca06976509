package dev.rollcall.migrator;

import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.Setting;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of an upgrade. An object is for one run. */
@Command(
        name = "upgrade",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Brings a location table of schema 1009 (OpenSIPS 1.10 to 2.1) or 1011 (2.2, 2.3) to 1013 (2.4 on).",
        description = {
            "",
            "Stop OpenSIPS first. The old table is only read; its rows go into a new table beside it, TABLE_1013. Once"
                    + " they all are there and have been read back, the two change their names: the old one is kept as"
                    + " TABLE_1009 or TABLE_1011, and the version table says 1013. expires becomes unix time, kv_store"
                    + " is NULL, and without use_domain a domain of '' becomes NULL. The counted ids of 1009 are"
                    + " replaced by contact ids; those of 1011 stay.",
            "",
            "An upgrade that is killed leaves the old table as it was, and TABLE_1013 with the empty table"
                    + " TABLE_1013_unfinished, which says whose it is: run it again, and it drops both and begins anew."
                    + " On PostgreSQL and SQLite the swap is one transaction. On MySQL the tables swap in one statement"
                    + " and the version is noted in the next: killed between the two, the new table is in place with"
                    + " the old version, no server starts on it, and another run notes it. Tables of these names that"
                    + " an upgrade did not leave unfinished are refused and never touched.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:upgraded and clean, or nothing to do",
            "1:upgraded, and findings remain; or a dry run would change something",
            "2:wrong option or value, or refused; nothing was written",
            "3:the database could not be opened or failed; run again",
            "5:a fault in Rollcall itself, or too little memory"
        })
final class UpgradeCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Progress progress;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final LocationOptions location = new LocationOptions();

    @Option(names = "--time-zone", paramLabel = "ZONE", description =
            "The time zone of the server that wrote the table, as Europe/Berlin: expires is its local time. Default:"
                    + " that of this process, which is printed")
    private String timeZone;

    @Option(names = "--regen-broken-contactid", description =
            "Give the rows of a table of schema 1011 whose contact ID is not right a new one, too.")
    private boolean regenerate;

    @Option(names = "--dry-run", description = "Print the statements and the counts, and write nothing.")
    private boolean dryRun;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    UpgradeCommand(PrintWriter out, PrintWriter err, Progress progress) {
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    @Override
    public Integer call() {
        if (!spec.parent().commandLine().getParseResult().matchedOptions().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "The options of an upgrade go behind the word upgrade");
        }
        return location.values(err, settings()).map(this::run).orElse(ExitCode.REFUSED);
    }

    private List<Setting> settings() {
        return timeZone == null
                ? List.of()
                : List.of(new Setting(RollcallParams.DB_TIME_ZONE.key(), timeZone, "--time-zone"));
    }

    private int run(ParamValues values) {
        DatabaseUrl url = values.get(UsrlocParams.DB_URL);
        String name = values.get(RollcallParams.TABLE);
        ZoneId zone = values.find(RollcallParams.DB_TIME_ZONE).orElseGet(ZoneId::systemDefault);
        Request request = Request.of(values);
        InstantSource clock = InstantSource.system();
        Upgrade upgrade = new Upgrade(
                url,
                name,
                new UpgradePlanner(request, zone, regenerate, clock, progress),
                new Upgrader(zone, progress),
                new Inspector(url, name, SpillDirectory.ofSystem(), clock, progress),
                new UpgradeReport(out, new Report(out, url, name), url, name, zone, timeZone != null));
        return dryRun ? upgrade.dryRun(request) : upgrade.upgrade(request);
    }
}
