package dev.rollcall.migrator;

import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.Setting;
import dev.rollcall.modparam.TableOptions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where a table is and what its IDs are made with. A mixin of picocli. */
final class LocationOptions {
    @Mixin
    private final TableOptions tableOptions = new TableOptions();

    @Mixin
    private final OpensipsOption opensips = new OpensipsOption();

    @Option(names = "--table", paramLabel = "NAME", description = "The location table's name. Default: location")
    private String table;

    /** The values, checked; {@code err} gets a line for each thing that is wrong. */
    Optional<ParamValues> values(PrintWriter err) {
        return values(err, List.of());
    }

    /** As {@link #values(PrintWriter)}, with what other options of the command say. */
    Optional<ParamValues> values(PrintWriter err, List<Setting> more) {
        List<Setting> settings = new ArrayList<>(tableOptions.settings());
        if (table != null) {
            settings.add(new Setting(RollcallParams.TABLE.key(), table, "--table"));
        }
        settings.addAll(more);
        return CommandValues.of(opensips, settings, err);
    }
}
