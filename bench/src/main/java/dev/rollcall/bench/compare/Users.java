package dev.rollcall.bench.compare;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Those that register with a password: the warm-up's and as many that are measured.
 *
 * @param each how many of each
 */
record Users(int each) {
    private static final List<String> PREFIXES = List.of(Order.WARM_UP_PREFIX, Order.PREFIX);
    private static final int BATCH = 1_000;

    /** Writes them to a file as htdigest does, and says where it is. */
    String inFile(Path directory) throws IOException {
        Path file = directory.resolve("users");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (String user : (Iterable<String>) names()::iterator) {
                out.write(user + ':' + Order.DOMAIN + ':' + hash("MD5", user) + '\n');
            }
        }
        return file.toString();
    }

    /** Makes OpenSIPS' {@code subscriber} table with them. */
    void fill(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE subscriber (id INTEGER NOT NULL PRIMARY KEY,"
                    + " username CHAR(64) NOT NULL, domain CHAR(64) NOT NULL, password CHAR(25) NOT NULL,"
                    + " ha1 CHAR(64) NOT NULL, ha1_sha256 CHAR(64) NOT NULL, UNIQUE (username, domain))");
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO subscriber (id, username, domain, password, ha1, ha1_sha256) VALUES (?,?,?,'',?,?)")) {
            int id = 0;
            for (String user : (Iterable<String>) names()::iterator) {
                insert.setInt(1, ++id);
                insert.setString(2, user);
                insert.setString(3, Order.DOMAIN);
                insert.setString(4, hash("MD5", user));
                insert.setString(5, hash("SHA-256", user));
                insert.addBatch();
                if (id % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        connection.commit();
    }

    private Stream<String> names() {
        return PREFIXES.stream().flatMap(prefix -> IntStream.range(0, each).mapToObj(number -> prefix + number));
    }

    /** The digest of user, realm and password, as tables and files keep it (RFC 7616 3.4.2). */
    private static String hash(String algorithm, String user) {
        String secret = user + ':' + Order.DOMAIN + ':' + Order.PASSWORD_PREFIX + user;
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance(algorithm).digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
