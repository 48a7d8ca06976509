package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.modparam.IdentityMatch;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseException;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.sql.DatabaseRefusedException;
import dev.rollcall.sql.DatabaseUnavailableException;
import dev.rollcall.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SubscriberTableTest {
    private static final String DATABASES = "dev.rollcall.testing.TestDatabase#all";
    private static final String MD5 = "0123456789abcdef0123456789abcdef";
    private static final String SHA_256 = MD5 + MD5;

    @ParameterizedTest
    @MethodSource(DATABASES)
    void find_plainPasswords_byUserName(TestDatabase database) {
        Subscribers.create(database);
        Subscribers.insert(database, "alice", "example.com", "wonder land ", "", "");
        Subscribers.insert(database, "bob", "example.com", "", MD5, SHA_256);
        try (Database open = database.open(Database.Access.READ_WRITE)) {
            SubscriberTable table = new SubscriberTable(open, settings(true, false));
            assertEquals(List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5), table.algorithms());
            assertEquals(Optional.of(new Secret.Password(stored(database, "wonder land "))), find(table, "alice"));
            assertEquals(Optional.empty(), find(table, "bob"), "an empty password lets nobody in");
            assertEquals(Optional.empty(), find(table, "carol"));
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void find_onlyTheSameName_found(TestDatabase database) {
        Subscribers.create(database);
        Subscribers.insert(database, "alice", "example.com", "a", "", "");
        Subscribers.insert(database, "jürgen", "example.com", "j", "", "");
        try (Database open = database.open(Database.Access.READ_WRITE)) {
            SubscriberTable table = new SubscriberTable(open, settings(true, false));
            assertEquals(Optional.of(new Secret.Password("j")), find(table, "jürgen"));
            for (String other : List.of(
                    "Alice", "álice", "alice ", " alice", "jurgen", "", "%", "a%", "alice' OR '1'='1", "al\u0301ice",
                    "\ud83d\ude00", "\ufffd", "a".repeat(1024))) {
                assertEquals(Optional.empty(), find(table, other), other);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void find_manyAtOnce_asOneByOne(TestDatabase database) {
        Subscribers.create(database);
        Subscribers.insert(database, "alice", "example.com", "a", "", "");
        Subscribers.insert(database, "jürgen", "example.com", "j", "", "");
        Subscribers.insert(database, "carol", "example.com", "", "", "");
        Subscribers.insert(database, "bob", "elsewhere.example", "b", "", "");
        List<Subscriber> asked = Stream.of(
                        "Alice", "alice", "álice", "jurgen", "jürgen", "", "%", "carol", "bob", "\ud83d\ude00",
                        "\ufffd")
                .flatMap(user -> Stream.of(
                        new Subscriber(user, "example.com"), new Subscriber(user, "elsewhere.example")))
                .toList();
        try (Database open = database.open(Database.Access.READ_WRITE)) {
            SubscriberTable table = new SubscriberTable(open, settings(true, true));
            Map<Subscriber, Secret> expected = Map.of(
                    new Subscriber("alice", "example.com"), new Secret.Password("a"),
                    new Subscriber("jürgen", "example.com"), new Secret.Password("j"),
                    new Subscriber("bob", "elsewhere.example"), new Secret.Password("b"));
            assertEquals(expected, table.find(asked));
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void find_oneNameInVeryManyDomains_othersAreFoundBesideIt(TestDatabase database) {
        Subscribers.create(database);
        Subscribers.insert(database, "zoe", "example.com", "z", "", "");
        String rows = IntStream.range(0, 250)
                .mapToObj(i -> "('admin', 'd" + i + "', 'x')")
                .collect(Collectors.joining(", "));
        database.execute("INSERT INTO subscriber (username, domain, password) VALUES " + rows);
        try (Database open = database.open(Database.Access.READ_WRITE)) {
            SubscriberTable table = new SubscriberTable(open, settings(true, false));
            Subscriber zoe = new Subscriber("zoe", "");
            assertEquals(
                    Map.of(zoe, new Secret.Password("z")), table.find(List.of(new Subscriber("admin", ""), zoe)));
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void find_nameInSeveralDomains_nobodyWithoutUseDomain(TestDatabase database) {
        Subscribers.create(database);
        Subscribers.insert(database, "alice", "example.com", "a", "", "");
        Subscribers.insert(database, "alice", "elsewhere.example", "b", "", "");
        try (Database open = database.open(Database.Access.READ_WRITE)) {
            assertEquals(Optional.empty(), find(new SubscriberTable(open, settings(true, false)), "alice"));
            SubscriberTable table = new SubscriberTable(open, settings(true, true));
            assertEquals(
                    Optional.of(new Secret.Password("b")), find(table, new Subscriber("alice", "elsewhere.example")));
            assertEquals(Optional.empty(), find(table, new Subscriber("alice", "nowhere.example")));
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void algorithms_everySubscriberHasSha256_offered(TestDatabase database) {
        Subscribers.create(database);
        Subscribers.insert(database, "alice", "example.com", "", MD5, SHA_256.toUpperCase(Locale.ROOT));
        Subscribers.insert(database, "gone", "example.com", "", "", "");
        try (Database open = database.open(Database.Access.READ_WRITE)) {
            SubscriberTable table = new SubscriberTable(open, settings(false, false));
            assertEquals(List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5), table.algorithms());
            assertEquals(Optional.of(MD5), find(table, "alice").orElseThrow().ha1(DigestAlgorithm.MD5, "", ""));
            assertEquals(Optional.of(SHA_256), find(table, "alice").orElseThrow().ha1(DigestAlgorithm.SHA_256, "", ""));
            assertEquals(Optional.empty(), find(table, "gone"));

            Subscribers.insert(database, "bob", "example.com", "", MD5, "");
            assertEquals(Optional.empty(), find(table, "bob").orElseThrow().ha1(DigestAlgorithm.SHA_256, "", ""));
            assertEquals(List.of(DigestAlgorithm.MD5), table.algorithms(), "or bob could never register");
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void algorithms_oneSubscriberWithoutSha256_notOffered(TestDatabase database) {
        Subscribers.create(database);
        Subscribers.insert(database, "alice", "example.com", "", MD5, SHA_256);
        Subscribers.insert(database, "bob", "example.com", "", MD5, "");
        try (Database open = database.open(Database.Access.READ_WRITE)) {
            assertEquals(List.of(DigestAlgorithm.MD5), new SubscriberTable(open, settings(false, false)).algorithms());
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void algorithms_sha256SwitchedOff_onlyMd5(TestDatabase database) {
        Subscribers.create(database);
        Subscribers.insert(database, "alice", "example.com", "", MD5, SHA_256);
        try (Database open = database.open(Database.Access.READ_WRITE)) {
            assertEquals(
                    List.of(DigestAlgorithm.MD5), new SubscriberTable(open, settings(false, false, false)).algorithms());
            assertEquals(
                    List.of(DigestAlgorithm.MD5), new SubscriberTable(open, settings(true, false, false)).algorithms());
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void algorithms_olderTableWithoutSha256Column_onlyMd5(TestDatabase database) {
        database.open(Database.Access.CREATE).close();
        database.execute("CREATE TABLE subscriber (username CHAR(64) NOT NULL, ha1 CHAR(64) NOT NULL)");
        database.execute("INSERT INTO subscriber VALUES ('alice', '" + MD5 + "')");
        try (Database open = database.open(Database.Access.READ_ONLY)) {
            SubscriberTable table = new SubscriberTable(open, settings(false, false));
            assertEquals(List.of(DigestAlgorithm.MD5), table.algorithms());
            assertEquals(Optional.of(MD5), find(table, "alice").orElseThrow().ha1(DigestAlgorithm.MD5, "", ""));
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void find_columnsNamedByReservedWords_quoted(TestDatabase database) {
        database.open(Database.Access.CREATE).close();
        String quote = database.kind() == DatabaseKind.MYSQL ? "`" : "\"";
        String column = " VARCHAR(64)";
        database.execute(String.format(
                "CREATE TABLE %1$sgroup%1$s (%1$suser%1$s%2$s, %1$sorder%1$s%2$s, %1$skey%1$s%2$s)", quote, column));
        database.execute(String.format("INSERT INTO %1$sgroup%1$s VALUES ('alice', 'example.com', 'x')", quote));
        Duration nonceExpire = Duration.ofSeconds(30);
        AuthSettings settings = new AuthSettings(
                Optional.empty(), "group", "user", "order", "key", "", true, true, true, nonceExpire,
                Duration.ZERO, AorPolicy.DEFAULT, IdentityMatch.TO_AND_FROM);
        try (Database open = database.open(Database.Access.READ_WRITE)) {
            Subscriber alice = new Subscriber("alice", "example.com");
            assertEquals(Optional.of(new Secret.Password("x")), find(new SubscriberTable(open, settings), alice));
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void open_missingTableOrColumn_refusedWithItsName(TestDatabase database) {
        database.open(Database.Access.CREATE).close();
        try (Database open = database.open(Database.Access.READ_WRITE)) {
            String missingTable = assertThrows(
                            DatabaseRefusedException.class, () -> new SubscriberTable(open, settings(true, false)))
                    .getMessage();
            assertTrue(missingTable.startsWith("cannot use the table subscriber for authentication in"), missingTable);

            database.execute("CREATE TABLE subscriber (username VARCHAR(64), ha1 VARCHAR(64))");
            String missingColumn = assertThrows(
                            DatabaseRefusedException.class, () -> new SubscriberTable(open, settings(true, false)))
                    .getMessage();
            assertTrue(
                    missingColumn.endsWith(": it has no column password; set auth_db.password_column"), missingColumn);
            assertFalse(missingColumn.contains(TestDatabase.password()), missingColumn);
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void find_tableGone_fails(TestDatabase database) {
        Subscribers.create(database);
        try (Database open = database.open(Database.Access.READ_WRITE)) {
            SubscriberTable table = new SubscriberTable(open, settings(true, false));
            database.execute("DROP TABLE subscriber");
            String message = assertThrows(DatabaseException.class, () -> find(table, "alice")).getMessage();
            assertTrue(message.startsWith("cannot look up a subscriber in "), message);
        }
    }

    /** SQLite's readers wait for nobody in WAL mode. */
    @ParameterizedTest
    @EnumSource(names = {"MYSQL", "POSTGRESQL"})
    void find_tableLockedByAnother_failsInsteadOfWaiting(DatabaseKind kind) throws SQLException {
        String lockTable = kind == DatabaseKind.MYSQL ? "LOCK TABLES subscriber WRITE" : "LOCK TABLE subscriber";
        try (TestDatabase database = TestDatabase.of(kind)) {
            Subscribers.create(database);
            try (Database open = database.open(Database.Access.READ_WRITE);
                    Connection other = database.connect();
                    Statement lock = other.createStatement()) {
                SubscriberTable table = new SubscriberTable(open, settings(true, false));
                other.setAutoCommit(false);
                lock.execute(lockTable);
                assertThrows(DatabaseUnavailableException.class, () -> find(table, "alice"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void find_databaseClosed_fails(TestDatabase database) {
        Subscribers.create(database);
        Database open = database.open(Database.Access.READ_WRITE);
        SubscriberTable table = new SubscriberTable(open, settings(true, false));
        open.close();
        assertThrows(DatabaseException.class, () -> find(table, "alice"));
    }

    private static Optional<Secret> find(SubscriberTable table, String user) {
        return find(table, new Subscriber(user, ""));
    }

    private static Optional<Secret> find(SubscriberTable table, Subscriber subscriber) {
        return Optional.ofNullable(table.find(List.of(subscriber)).get(subscriber));
    }

    private static AuthSettings settings(boolean calculateHa1, boolean useDomain) {
        return settings(calculateHa1, useDomain, true);
    }

    private static AuthSettings settings(boolean calculateHa1, boolean useDomain, boolean offerSha256) {
        return new AuthSettings(
                Optional.empty(),
                "subscriber",
                "username",
                "domain",
                AuthSettings.defaultPasswordColumn(calculateHa1),
                "ha1_sha256",
                calculateHa1,
                useDomain,
                offerSha256,
                Duration.ofSeconds(30),
                Duration.ZERO,
                AorPolicy.DEFAULT, IdentityMatch.TO_AND_FROM);
    }

    /** OpenSIPS' table of version 8. */
    /** MySQL takes the spaces off the end of a CHAR. */
    private static String stored(TestDatabase database, String password) {
        return database.kind() == DatabaseKind.MYSQL ? password.stripTrailing() : password;
    }
}
