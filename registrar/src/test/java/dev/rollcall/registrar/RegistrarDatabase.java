package dev.rollcall.registrar;

import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One database for registrars that run one after the other, read and written by another program too.
 *
 * @param directory where the registrars run
 */
record RegistrarDatabase(Path directory, TestDatabase database) {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Makes the table where the registrar leaves that to the operator, which is everywhere but in a SQLite file. */
    static RegistrarDatabase withTable(Path directory, TestDatabase database) {
        if (database.kind() != DatabaseKind.SQLITE) {
            LocationTables.create(database, "location", 1013);
        }
        return new RegistrarDatabase(directory, database);
    }

    /** Starts a registrar with one listener for UDP. */
    RegistrarProcess start(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--listen", "udp:127.0.0.1:0", "--db-url", database.urlText()));
        arguments.addAll(List.of(options));
        return RegistrarProcess.start(directory, arguments.toArray(String[]::new));
    }

    /** Columns of all rows in the order of contact IDs. */
    List<List<String>> rows(String columns) {
        return database.query("SELECT " + columns + " FROM location ORDER BY contact_id");
    }

    /** Waits until the table is as it should be. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain: " + what);
            }
            Thread.sleep(20);
        }
    }
}
