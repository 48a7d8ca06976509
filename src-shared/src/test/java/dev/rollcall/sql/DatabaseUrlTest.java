package dev.rollcall.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "mysql://u:p@db.example/opensips,               MYSQL,      u, p,     jdbc:mysql://db.example:3306/opensips",
        "mysql://u:p@db.example:3307/opensips,          MYSQL,      u, p,     jdbc:mysql://db.example:3307/opensips",
        "mysql://u:p@[2001:db8::1]:3307/o,              MYSQL,      u, p,     jdbc:mysql://[2001:db8::1]:3307/o",
        "mysql://u@localhost/o,                         MYSQL,      u, ,      jdbc:mysql://localhost:3306/o",
        "mysql://localhost/o,                           MYSQL,      , ,       jdbc:mysql://localhost:3306/o",
        "mysql://u:a%40%2F%3a%25@h/o,                   MYSQL,      u, a@/:%, jdbc:mysql://h:3306/o",
        "mysql://u:a@b/c:d@h/o,                         MYSQL,      u, a@b/c:d, jdbc:mysql://h:3306/o",
        "mysql://u:a+b@h/o,                             MYSQL,      u, a+b,   jdbc:mysql://h:3306/o",
        "mysql://%C3%BC:%C3%A4@h/a%20b,                 MYSQL,      ü, ä,     jdbc:mysql://h:3306/a%20b",
        "postgres://u:p@h/o,                            POSTGRESQL, u, p,     jdbc:postgresql://h:5432/o",
        "postgresql://u:p@h:1/o,                        POSTGRESQL, u, p,     jdbc:postgresql://h:1/o",
        "jdbc:mysql://h/o,                              MYSQL,      , ,       jdbc:mysql://h:3306/o",
        "jdbc:mysql://u:p@h/o,                          MYSQL,      u, p,     jdbc:mysql://h:3306/o",
        "jdbc:mysql://h/o?user=u&password=p%26@,        MYSQL,      u, p&@,   jdbc:mysql://h:3306/o",
        "jdbc:mariadb://h:7/o?user=u,                   MYSQL,      u, ,      jdbc:mariadb://h:7/o",
        "jdbc:postgresql://h/o?password=p&user=u,       POSTGRESQL, u, p,     jdbc:postgresql://h:5432/o"
    })
    void parse_server_everyPart(String text, DatabaseKind kind, String user, String password, String jdbcUrl) {
        DatabaseUrl url = DatabaseUrl.parse(text);
        assertEquals(kind, url.kind());
        assertEquals(user, url.user());
        assertEquals(password, url.password());
        assertEquals(jdbcUrl, url.jdbcUrl(url.driver()));
        assertEquals(Map.of(), url.parameters());
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://h/o, true", "jdbc:mysql://h/o, false", "jdbc:mariadb://h/o, false", "postgres://h/o, false",
        "sqlite:///a, false"
    })
    void leavesDriverOpen_openSipsMysql_true(String text, boolean open) {
        assertEquals(open, DatabaseUrl.parse(text).leavesDriverOpen());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true", "127.0.0.1, true", "127.1.2.3, true", "[::1], true", "127.0.0.1.example, false",
        "128.0.0.1, false", "localhost.example, false", "[::2], false"
    })
    void isLoopback_namesOfThisMachine_true(String host, boolean loopback) {
        assertEquals(loopback, DatabaseUrl.parse("mysql://" + host + "/o").isLoopback());
    }

    @Test
    void parse_jdbcParameters_kept() {
        DatabaseUrl url = DatabaseUrl.parse("jdbc:mysql://h/o?sslMode=VERIFY_CA&user=u&x=a%20b=c");
        assertEquals(Map.of("sslMode", "VERIFY_CA", "x", "a b=c"), url.parameters());
        assertNull(url.password());
    }

    @ParameterizedTest
    @CsvSource({
        "sqlite:///var/lib/location.sqlite,   /var/lib/location.sqlite",
        "sqlite:///a b/%41@ü.sqlite,          /a b/%41@ü.sqlite",
        "jdbc:sqlite:/var/lib/location.sqlite, /var/lib/location.sqlite"
    })
    void parse_absoluteFile_asWritten(String text, String file) {
        DatabaseUrl url = DatabaseUrl.parse(text);
        assertEquals(DatabaseKind.SQLITE, url.kind());
        assertEquals(Path.of(file), url.file());
        assertEquals("sqlite://" + file, url.toString());
    }

    @ParameterizedTest
    @CsvSource({"sqlite://./a.sqlite, a.sqlite", "sqlite://../a.sqlite, ../a.sqlite", "jdbc:sqlite:a.sqlite, a.sqlite"})
    void parse_relativeFile_fromWorkingDirectory(String text, String file) {
        assertEquals(Path.of(file).toAbsolutePath().normalize(), DatabaseUrl.parse(text).file());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "location.sqlite", "/var/lib/x", "http://secret@h/o", "text:///var/db", "jdbc:postgres://h/o",
        "mariadb://h/o", "mysql:h/o", "mysql://u:secret@h", "mysql://u:secret@h/", "mysql://u:secret@/o",
        "mysql://u:secret@h:0/o", "mysql://u:secret@h:65536/o",
        "mysql://u:secret@h:x/o", "mysql://u:secret/o", "mysql://u:secret@h/o/p",
        "mysql://u:secret@h/o?x=1", "mysql://u:secret%@h/o", "mysql://u:secret%zz@h/o", "mysql://u:secret%ff@h/o",
        "mysql://u:secret@h1,h2/o", "mysql://u:secret@a b/o", "jdbc:mysql://(host=h,password=secret)/o",
        "jdbc:mysql://h/o?secret", "jdbc:postgresql:o", "sqlite:", "sqlite://", "sqlite:a", "sqlite://a", "sqlite:/a",
        "sqlite:///./a", "sqlite:///../a", "sqlite:///a?mode=ro", "jdbc:sqlite:", "jdbc:sqlite::memory:",
        "jdbc:sqlite:file:/a"
    })
    void parse_anythingElse_refusedWithoutTheSecret(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> DatabaseUrl.parse(text));
        assertFalse(e.getMessage().contains("secret"), e.getMessage());
        assertFalse(e.getMessage().isBlank());
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://u:secret@h/o,                       mysql://u:***@h:3306/o",
        "mysql://u@h/o,                              mysql://u@h:3306/o",
        "postgresql://u:secret@[::1]/o,              postgres://u:***@[::1]:5432/o",
        "jdbc:postgresql://h/o?password=secret&a=secret, postgres://h:5432/o"
    })
    void toString_password_masked(String text, String shown) {
        assertEquals(shown, DatabaseUrl.parse(text).toString());
    }
}
