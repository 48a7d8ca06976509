package dev.rollcall.migrator;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.IdSurvey;
import dev.rollcall.repair.TableRepair;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseRefusedException;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.LocationSchema;
import dev.rollcall.sql.LocationStore;
import java.time.InstantSource;
import java.time.ZoneId;

/** Reads a table and says what is to be said about it; opens the database so that it cannot be written. */
final class Inspector {
    private final DatabaseUrl url;
    private final String table;
    private final InstantSource clock;
    private final Progress progress;

    Inspector(DatabaseUrl url, String table, InstantSource clock, Progress progress) {
        this.url = url;
        this.table = table;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Reads the table three times: what its IDs speak for, what its rows are like, which IDs they should have.
     *
     * @throws RefusedException when the table is of a schema that is not served
     * @throws dev.rollcall.sql.DatabaseException when the database cannot be opened or fails
     */
    Inspection inspect(Request request) {
        try (Database database = Database.open(url, Database.Access.READ_ONLY, 1)) {
            LocationStore store = new LocationStore(database, table, ZoneId.systemDefault());
            return inspect(store, schema(store), request);
        } finally {
            progress.end();
        }
    }

    private static LocationSchema schema(LocationStore store) {
        try {
            return store.schema();
        } catch (DatabaseRefusedException e) {
            throw new RefusedException(e.getMessage(), e);
        }
    }

    private Inspection inspect(LocationStore store, LocationSchema schema, Request request) {
        IdSurvey survey = new IdSurvey();
        progress.start("reading ids", 0);
        store.scanIds((contactId, username, domain) -> {
            survey.add(contactId, username, domain);
            progress.advance();
        });
        FormatDecision format = survey.decideFormat(request.settings());
        IdCheck ids = new IdCheck(request.settings().with(format.format()), format.documentedHashSize());
        RowFindings rows = new RowFindings(ids, table, clock.instant().getEpochSecond());
        progress.start("checking rows", survey.rows());
        store.scan(row -> {
            rows.add(row);
            progress.advance();
        });
        progress.end();
        return new Inspection(schema, request, survey, format, ids, rows, new TableRepair(store, ids).plan());
    }
}
