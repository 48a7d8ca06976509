package dev.rollcall.migrator;

import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.Setting;
import dev.rollcall.modparam.UsrlocParams;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where a table is, for commands that need no more of it. A mixin of picocli. */
final class DatabaseOptions {
    @Option(names = "--db-url", paramLabel = "URL", description =
            "The database, as in mysql://user:pass@host/db, postgres://user:pass@host/db or sqlite:///file")
    private String url;

    @Mixin
    private final OpensipsOption opensips = new OpensipsOption();

    @Option(names = "--table", paramLabel = "NAME", description = "The location table's name. Default: location")
    private String table;

    /** The values, checked; {@code err} gets a line for each thing that is wrong. */
    Optional<ParamValues> values(PrintWriter err) {
        List<Setting> settings = new ArrayList<>();
        if (url != null) {
            settings.add(new Setting(UsrlocParams.DB_URL.key(), url, "--db-url"));
        }
        if (table != null) {
            settings.add(new Setting(RollcallParams.TABLE.key(), table, "--table"));
        }
        return CommandValues.of(opensips, settings, err);
    }
}
