package dev.rollcall.registrar;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** The location table of a SQLite file as another program reads it. */
record RowsInFile(Path file) {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** How many rows there are. */
    int count() throws SQLException {
        return Integer.parseInt(first("SELECT count(*) FROM location"));
    }

    /** A column of the one row. */
    String single(String column) throws SQLException {
        return first("SELECT " + column + " FROM location");
    }

    /** Waits until there are so many rows. */
    void awaitCount(int expected) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (count() != expected) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("there are " + count() + " rows, not " + expected);
            }
            Thread.sleep(20);
        }
    }

    private String first(String select) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(select)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
