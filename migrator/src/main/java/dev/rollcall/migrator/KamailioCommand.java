package dev.rollcall.migrator;

import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.Setting;
import dev.rollcall.modparam.TableOptions;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.sql.DatabaseUrl;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of an import from Kamailio. An object is for one run. */
@Command(
        name = "import-kamailio",
        sortOptions = false,
        usageHelpAutoWidth = true,
        header = "Makes a location table of OpenSIPS from one of Kamailio 4.3 or later (version 8 or 9).",
        description = {
            "",
            "--db-url and --table name Kamailio's table, which is only read. Every row gets a contact id; the bits of"
                    + " methods are mapped, flags become 0, ruid, reg_id, server_id, connection_id, keepalive and"
                    + " partition have no place. What is lost is counted and shown. The target's table must be empty"
                    + " or not be there; all rows go over in one transaction.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:imported and clean; or with --dry-run, every row can be",
            "1:imported, and rows were left out or findings remain; or a dry run says they would be",
            "2:wrong option or value, or refused; nothing was written",
            "3:a database could not be opened or failed; the target has no row",
            "5:a fault in Rollcall itself, or too little memory or temporary space"
        })
final class KamailioCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Progress progress;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final TableOptions tableOptions = new TableOptions();

    @Option(names = "--table", paramLabel = "NAME", description = "Kamailio's table. Default: location")
    private String table;

    @Option(names = "--to-url", paramLabel = "URL", required = true, description =
            "The database of the new table; a SQLite file that is not there is made")
    private String to;

    @Option(names = "--to-table", paramLabel = "NAME", description = "The new table. Default: location")
    private String toTable = "location";

    @Option(names = "--cflags-map", paramLabel = "BIT=NAME,...", description =
            "The names that the branch flags of Kamailio's script have in opensips.cfg, as 3=NAT,5=SIP_PING. A flag"
                    + " that is set and not named is lost, and counted")
    private String flags = "";

    @Option(names = "--time-zone", paramLabel = "ZONE", description =
            "The time zone of the server that wrote the table, as Europe/Berlin: on MySQL and PostgreSQL its times are"
                    + " local. Default: that of this process, which is printed")
    private String timeZone;

    @Mixin
    private final SpillOptions spill = new SpillOptions();

    @Option(names = "--dry-run", description = "Show what would be carried over and what not, and write nothing.")
    private boolean dryRun;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;

    KamailioCommand(PrintWriter out, PrintWriter err, Progress progress) {
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    @Override
    public Integer call() {
        return CommandValues.of(settings(), err).map(this::run).orElse(ExitCode.REFUSED);
    }

    private List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(tableOptions.settings());
        if (table != null) {
            settings.add(new Setting(RollcallParams.TABLE.key(), table, "--table"));
        }
        if (timeZone != null) {
            settings.add(new Setting(RollcallParams.DB_TIME_ZONE.key(), timeZone, "--time-zone"));
        }
        return settings;
    }

    private int run(ParamValues values) {
        DatabaseUrl url = values.get(UsrlocParams.DB_URL);
        String name = values.get(RollcallParams.TABLE);
        CopyTarget target = TwoDatabases.target(spec, url, name, to, toTable);
        ZoneId zone = values.find(RollcallParams.DB_TIME_ZONE).orElseGet(ZoneId::systemDefault);
        Request request = Request.of(values);
        KamailioImport kamailio = new KamailioImport(
                url, name, target, zone, flags(), spill.directory(), progress);
        KamailioReport report = new KamailioReport(out, new Report(out, url, name), zone, timeZone != null);
        if (dryRun) {
            return dryRun(kamailio.preview(), report, name, target, request);
        }
        List<KamailioImport.Found> seen = new ArrayList<>();
        long written = kamailio.write(request, found -> {
            seen.add(found);
            report.head(found, name, target, request);
            return report.isRefused(found, request);
        });
        if (written < 0) {
            return ExitCode.REFUSED;
        }
        report.losses(seen.get(0));
        out.printf("Imported: %d of %d rows; Kamailio's table is as it was.%n%n", written, seen.get(0).rows().rows());
        Inspection left = new Inspector(
                target.url(), target.table(), spill.directory(), InstantSource.system(), progress).inspect(request);
        Report result = new Report(out, target.url(), target.table());
        result.findings(left);
        result.conclusion(left);
        result.next(left);
        return seen.get(0).rows().leftOut().rows() > 0 ? ExitCode.FINDINGS : left.exitCode();
    }

    private int dryRun(
            KamailioImport.Found found, KamailioReport report, String name, CopyTarget target, Request request) {
        report.head(found, name, target, request);
        if (report.isRefused(found, request)) {
            return ExitCode.REFUSED;
        }
        report.losses(found);
        long leftOut = found.rows().leftOut().rows();
        out.printf("Dry run: %d of %d rows would be imported; nothing was written.%n",
                found.rows().rows() - leftOut, found.rows().rows());
        return leftOut > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }

    private KamailioFlags flags() {
        try {
            return KamailioFlags.parse(flags);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--cflags-map: " + e.getMessage());
        }
    }
}
