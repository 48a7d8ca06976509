package dev.rollcall.migrator;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.IdSurvey;
import dev.rollcall.preload.ReadAhead;
import dev.rollcall.regen.RepairPlan;
import dev.rollcall.regen.RepairPlanner;
import dev.rollcall.repair.TableRepair;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseRefusedException;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.TableShape;
import java.time.InstantSource;
import java.time.ZoneId;

/** Reads a table and says what is to be said about it; opens the database so that it cannot be written. */
final class Inspector {
    private final DatabaseUrl url;
    private final String table;
    private final SpillDirectory directory;
    private final InstantSource clock;
    private final Progress progress;

    /** @param directory takes what does not fit into memory */
    Inspector(DatabaseUrl url, String table, SpillDirectory directory, InstantSource clock, Progress progress) {
        this.url = url;
        this.table = table;
        this.directory = directory;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Reads the table once, and the few rows that are shown once more.
     *
     * @throws RefusedException when the table is of a schema that is not served
     * @throws dev.rollcall.sql.DatabaseException when the database cannot be opened or fails
     * @throws dev.rollcall.spill.SpillException when the temporary directory has no room
     */
    Inspection inspect(Request request) {
        try (Database database = Database.open(url, Database.Access.READ_ONLY, 1);
                SlotRows.Sorter sorter = new SlotRows.Sorter(directory)) {
            TableShape shape = shape(database, table);
            return inspect(shape, shape.store(database, ZoneId.systemDefault()), request, sorter);
        } finally {
            progress.end();
        }
    }

    /**
     * Which IDs the rows should have.
     *
     * @param rows how many rows the table has, about
     * @throws dev.rollcall.sql.DatabaseException when the database cannot be opened or fails
     */
    RepairPlan plan(IdCheck ids, long rows) {
        RepairPlanner.requireRoom(directory, rows);
        try (Database database = Database.open(url, Database.Access.READ_ONLY, 1)) {
            return TableRepair.plan(new LocationStore(database, table, ZoneId.systemDefault()), ids, directory);
        }
    }

    /**
     * What a table is.
     *
     * @throws RefusedException where it is of no schema that is served, or newer than this program
     */
    static TableShape shape(Database database, String table) {
        try {
            return TableShape.of(database, table);
        } catch (DatabaseRefusedException e) {
            throw new RefusedException(e.getMessage(), e);
        }
    }

    private Inspection inspect(TableShape shape, LocationStore store, Request request, SlotRows.Sorter sorter) {
        IdSurvey survey = new IdSurvey();
        RowFindings rows = new RowFindings(request.settings(), table, sorter, clock.instant().getEpochSecond());
        progress.start("reading rows", 0);
        new ReadAhead(store::scan).scan(row -> {
            survey.add(row.contactId(), row.username(), row.domain());
            rows.add(row);
            progress.advance();
        });
        // which format the IDs are in shows only behind the last row
        FormatDecision format = survey.decideFormat(request.settings());
        IdCheck ids = new IdCheck(request.settings().with(format.format()), format.documentedHashSizes());
        progress.start("comparing ids", survey.rows());
        sorter.forEach(slot -> {
            rows.add(slot, ids, id -> RowSample.of(id, store.find(id)));
            progress.advance(slot.size());
        });
        return new Inspection(shape, request, survey, format, ids, rows);
    }
}
