package dev.rollcall.registrar;

import dev.rollcall.registrar.RegistrarProcess.Ended;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.DatabaseProxy;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One database for registrars that run one after the other, read and written by another program too.
 *
 * @param directory where the registrars run
 * @param url how the registrars reach the database
 */
record RegistrarDatabase(Path directory, TestDatabase database, String url) {

    RegistrarDatabase(Path directory, TestDatabase database) {
        this(directory, database, database.urlText());
    }

    /** Makes the table where the registrar leaves that to the operator, which is everywhere but in a SQLite file. */
    static RegistrarDatabase withTable(Path directory, TestDatabase database) {
        if (database.kind() != DatabaseKind.SQLITE) {
            LocationTables.create(database, "location", 1013);
        }
        return new RegistrarDatabase(directory, database);
    }

    /** The same, reached by a way that can be cut. */
    RegistrarDatabase through(DatabaseProxy proxy) {
        return new RegistrarDatabase(directory, database, proxy.urlText());
    }

    /** Starts a registrar with one listener for UDP. */
    RegistrarProcess start(String... options) throws Exception {
        return RegistrarProcess.start(directory, arguments(options));
    }

    /** Runs one to its end: a check, or a start that is refused. */
    Ended run(String... options) throws Exception {
        return RegistrarProcess.run(directory, arguments(options));
    }

    private String[] arguments(String... options) {
        return Stream.concat(Stream.of("--listen", "udp:127.0.0.1:0", "--db-url", url), Stream.of(options))
                .toArray(String[]::new);
    }

    /** Columns of all rows in the order of contact IDs. */
    List<List<String>> rows(String columns) {
        return database.query("SELECT " + columns + " FROM location ORDER BY contact_id");
    }
}
