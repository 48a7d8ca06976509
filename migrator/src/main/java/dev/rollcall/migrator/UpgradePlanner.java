package dev.rollcall.migrator;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.IdSurvey;
import dev.rollcall.repair.TableRepair;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.TableUpgrade;
import java.time.InstantSource;
import java.time.ZoneId;

/** Reads an old table and fixes what becomes of it; writes nothing. */
final class UpgradePlanner {
    private final Request request;
    private final ZoneId zone;
    private final boolean regenerate;
    private final InstantSource clock;
    private final Progress progress;

    /** @param zone the zone of the old {@code expires} */
    UpgradePlanner(Request request, ZoneId zone, boolean regenerate, InstantSource clock, Progress progress) {
        this.request = request;
        this.zone = zone;
        this.regenerate = regenerate;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Reads the table three times: what its IDs speak for, what its rows are like, which IDs they should have.
     *
     * @throws dev.rollcall.sql.DatabaseException when the database fails
     */
    UpgradePlan plan(TableUpgrade tables) {
        LocationStore source = tables.source(zone);
        IdSurvey survey = new IdSurvey();
        progress.start("reading ids", 0);
        source.scanIds((id, username, domain) -> {
            survey.add(id, username, domain);
            progress.advance();
        });
        FormatDecision format = survey.decideFormat(request.settings());
        IdCheck ids = new IdCheck(request.settings().with(format.format()), format.documentedHashSizes());
        UpgradeRows rows = new UpgradeRows(clock.instant().getEpochSecond());
        progress.start("checking rows", survey.rows());
        source.scan(row -> {
            rows.add(row);
            progress.advance();
        });
        progress.end();
        return new UpgradePlan(tables, survey, format, ids, rows,
                TableRepair.plan(source, ids, SpillDirectory.ofSystem()), regenerate);
    }
}
