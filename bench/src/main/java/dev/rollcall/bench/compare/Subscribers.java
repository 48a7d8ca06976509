package dev.rollcall.bench.compare;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;

/** OpenSIPS' {@code subscriber} table with the users that register: {@code w0} on for the warm-up, {@code u0} on after. */
final class Subscribers {
    private static final List<String> PREFIXES = List.of("w", "u");
    private static final int BATCH = 1_000;

    private Subscribers() {}

    /** Makes the table in a new SQLite file, and says where it is as a server's URL. */
    static String inFile(Path directory, int users) throws SQLException {
        Path file = directory.resolve("subscriber.sqlite");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            fill(connection, users);
        }
        return "sqlite://" + file;
    }

    /** Makes the table and its users. */
    static void fill(Connection connection, int users) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE subscriber (id INTEGER NOT NULL PRIMARY KEY,"
                    + " username CHAR(64) NOT NULL, domain CHAR(64) NOT NULL, password CHAR(25) NOT NULL,"
                    + " ha1 CHAR(64) NOT NULL, ha1_sha256 CHAR(64) NOT NULL, UNIQUE (username, domain))");
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO subscriber (id, username, domain, password, ha1, ha1_sha256) VALUES (?,?,?,'',?,?)")) {
            int id = 0;
            for (String prefix : PREFIXES) {
                for (int number = 0; number < users; number++) {
                    add(insert, ++id, prefix + number);
                    if (id % BATCH == 0) {
                        insert.executeBatch();
                    }
                }
            }
            insert.executeBatch();
        }
        connection.commit();
    }

    private static void add(PreparedStatement insert, int id, String user) throws SQLException {
        String secret = user + ':' + Order.DOMAIN + ':' + Order.PASSWORD_PREFIX + user;
        insert.setInt(1, id);
        insert.setString(2, user);
        insert.setString(3, Order.DOMAIN);
        insert.setString(4, hash("MD5", secret));
        insert.setString(5, hash("SHA-256", secret));
        insert.addBatch();
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
