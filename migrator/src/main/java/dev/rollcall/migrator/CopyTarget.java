package dev.rollcall.migrator;

import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.sql.DatabaseRefusedException;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.ExactTable;
import dev.rollcall.sql.LocationSchema;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.TableShape;
import java.nio.file.Files;
import java.time.ZoneOffset;

/**
 * The table that rows are brought into: one that is not there yet, or that is there and empty.
 *
 * @param url its database; a SQLite file need not be there
 * @param table its name
 */
record CopyTarget(DatabaseUrl url, String table) {
    /** One for the lock, one that writes and reads again. */
    private static final int CONNECTIONS = 2;

    /** Opens the database for writing; a SQLite file that is not there is made. */
    Database open() {
        boolean missing = url.kind() == DatabaseKind.SQLITE && !Files.exists(url.file());
        return Database.open(url, missing ? Database.Access.CREATE : Database.Access.READ_WRITE, CONNECTIONS);
    }

    /**
     * Whether the table is to be made; nothing is written.
     *
     * @throws RefusedException when there is a table already that is not empty, or not of schema 1013
     */
    boolean isMissing() {
        if (url.kind() == DatabaseKind.SQLITE && !Files.exists(url.file())) {
            return true;
        }
        try (Database database = Database.open(url, Database.Access.READ_ONLY, 1)) {
            return isMissing(database);
        }
    }

    private boolean isMissing(Database database) {
        if (!new LocationStore(database, table, ZoneOffset.UTC).hasTable()) {
            return true;
        }
        requireEmpty(database);
        return false;
    }

    /** Makes the table where it is missing. */
    void prepare(Database database) {
        if (isMissing(database)) {
            new LocationStore(database, table, ZoneOffset.UTC).create();
        }
    }

    private void requireEmpty(Database database) {
        try {
            TableShape shape = TableShape.of(database, table);
            if (shape.schema() != LocationSchema.V1013 || shape.correction().isPresent()) {
                throw new RefusedException("the table " + table + " of " + url + " is there and is not of schema 1013;"
                        + " name another one with --to-table, or drop it");
            }
        } catch (DatabaseRefusedException e) {
            throw new RefusedException("the target: " + e.getMessage(), e);
        }
        if (!new ExactTable(database, table).page(null, 1).isEmpty()) {
            throw new RefusedException("the table " + table + " of " + url + " has rows; nothing is ever written over."
                    + " Name another table with --to-table, or empty it");
        }
    }

    @Override
    public String toString() {
        return table + " of " + url;
    }
}
