package dev.rollcall.registrar.domain;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseException;
import dev.rollcall.testing.Await;
import dev.rollcall.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServedDomainsTest {
    private static final String DATABASES = "dev.rollcall.testing.TestDatabase#all";

    @ParameterizedTest
    @MethodSource(DATABASES)
    void table_ofBothVersions_isRead(TestDatabase database) {
        database.execute("CREATE TABLE domain (id INTEGER PRIMARY KEY, domain CHAR(64), attrs CHAR(255),"
                        + " accept_subdomain INTEGER DEFAULT 0)",
                "INSERT INTO domain VALUES (1, 'example.com', NULL, 0), (2, 'example.org', 'a=b', 1), (3, '', NULL, 1)",
                "CREATE TABLE old_domain (id INTEGER PRIMARY KEY, domain CHAR(64))",
                "INSERT INTO old_domain VALUES (1, 'old.example')");
        try (Database open = database.open(Database.Access.READ_WRITE)) {
            try (ServedDomains domains = served(open, "domain", List.of("net.example"))) {
                assertTrue(domains.has("example.com") && domains.has("net.example") && domains.has("a.example.org"));
                assertFalse(domains.has("a.example.com") || domains.has("old.example"));
            }
            try (ServedDomains domains = served(open, "old_domain", List.of())) {
                assertTrue(domains.has("OLD.example"));
                assertFalse(domains.has("a.old.example"));
            }
            String message =
                    assertThrows(DatabaseException.class, () -> served(open, "no_such_table", List.of())).getMessage();
            assertTrue(message.contains("no_such_table"), message);
            DomainTable misnamed = new DomainTable(open, "domain", "did", "accept_subdomain");
            message = assertThrows(DatabaseException.class, misnamed::read).getMessage();
            assertTrue(message.contains("set domain.domain_col"), message);
        }
    }

    @ParameterizedTest
    @MethodSource(DATABASES)
    void table_thatChanges_isFollowedAndWhileItIsAwayRemembered(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE domain (domain CHAR(64))", "INSERT INTO domain VALUES ('example.com')");
        try (Database open = database.open(Database.Access.READ_WRITE);
                ServedDomains domains = served(open, "domain", List.of())) {
            domains.refreshEvery(Duration.ofMillis(20));
            database.execute("INSERT INTO domain VALUES ('example.net')");
            Await.until("it is served", () -> domains.has("example.net"));
            database.execute("ALTER TABLE domain RENAME TO away");
            assertTrue(domains.has("example.net"));
            database.execute("DELETE FROM away WHERE domain = 'example.net'", "ALTER TABLE away RENAME TO domain");
            Await.until("it is served no more", () -> !domains.has("example.net"));
            assertTrue(domains.has("example.com"));
        }
    }

    private static ServedDomains served(Database database, String table, List<String> configured) {
        return new ServedDomains(
                configured, Optional.of(new DomainTable(database, table, "domain", "accept_subdomain")));
    }
}
