package dev.rollcall.registrar.auth;

import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.TestDatabase;

/** The {@code subscriber} table as OpenSIPS shapes it, in the tests' own words. */
public final class Subscribers {
    private Subscribers() {}

    /** Makes an empty table. */
    public static void create(TestDatabase database) {
        database.open(Database.Access.CREATE).close();
        String text = database.kind() == DatabaseKind.POSTGRESQL ? "VARCHAR" : "CHAR";
        String id = switch (database.kind()) {
            case MYSQL -> "INT(10) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL";
            case POSTGRESQL -> "SERIAL PRIMARY KEY NOT NULL";
            case SQLITE -> "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL";
        };
        String column = text + "(64) DEFAULT '' NOT NULL, ";
        database.execute("CREATE TABLE subscriber (id " + id + ", username " + column + "domain " + column
                + "password " + text + "(25) DEFAULT '' NOT NULL, ha1 " + column + "ha1_sha256 " + column
                + "ha1_sha512t256 " + column + "CONSTRAINT subscriber_account_idx UNIQUE (username, domain))");
    }

    /** Adds a user: username, domain, password, ha1, ha1_sha256. */
    public static void insert(TestDatabase database, String... values) {
        database.execute("INSERT INTO subscriber (username, domain, password, ha1, ha1_sha256) VALUES ('"
                + String.join("', '", values) + "')");
    }
}
