package dev.rollcall.bench.database;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.preload.IdSurvey;
import dev.rollcall.preload.MigratorCommand;
import dev.rollcall.preload.Preload;
import dev.rollcall.preload.PreloadSummary;
import dev.rollcall.registrar.persist.TableLoader;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.sql.LocationStore;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;

/** Location tables with the settings of a registrar's defaults. */
final class Tables {
    private static final IdParameters PARAMETERS = new IdParameters(
            ContactIdFormat.RELEASED, IdParameters.DEFAULT_HASH_SIZE, true, CharSign.SIGNED);

    private Tables() {}

    /** A table without a contact. */
    static LocationTable empty() {
        return table(labels());
    }

    /** A table that was loaded as at a registrar's start; every row must be right. */
    static LocationTable loaded(LocationStore store) {
        LabelAllocator labels = labels();
        LocationTable table = table(labels);
        Preload preload = new Preload(
                new IdCheck(PARAMETERS, List.of()), new MigratorCommand("bench", store.table()), 10);
        PreloadSummary summary = new TableLoader(store, true, ZoneOffset.UTC)
                .load(preload, new IdSurvey(), table, labels)
                .summary();
        if (summary.rejected() > 0) {
            throw new IllegalStateException(summary.rejected() + " rows were rejected: " + summary.faults());
        }
        return table;
    }

    private static LocationTable table(LabelAllocator labels) {
        return new LocationTable(PARAMETERS, labels, true);
    }

    private static LabelAllocator labels() {
        return new LabelAllocator(PARAMETERS, new SplittableRandom(1));
    }
}
