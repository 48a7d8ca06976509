package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.auth.DigestClient;
import dev.rollcall.registrar.sip.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in and who is told what, by a registrar as its users start it. Loopback is not trusted here. */
class AdmissionIT {
    private static final String CONTACT = "Contact: <sip:alice@192.0.2.7>\r\n";

    @TempDir
    private Path directory;
    private int calls;

    @Test
    void wrongPasswords_fromAStranger_endInABan() throws Exception {
        try (RegistrarProcess registrar = withUsers("rollcall.ban_after=3", "rollcall.trusted_sources=");
                SipPhone stranger = phone(registrar, Transport.TCP)) {
            for (int i = 0; i < 3; i++) {
                assertStatus("401 Unauthorized", register(stranger, "alice", "guess-" + i));
            }
            registrar.awaitLine("WARNING:auth:ban: tcp:127.0.0.1:");
            assertThrows(IOException.class, () -> stranger.register("alice", 9));
            try (SipPhone again = phone(registrar, Transport.TCP)) {
                assertThrows(IOException.class, () -> again.register("alice", 9));
            }
            registrar.awaitLine("NOTICE:auth:ban: dropped a message of tcp:127.0.0.1:");
        }
    }

    @Test
    void wrongPasswords_whereSomebodyHasProvenHis_endInNoBan() throws Exception {
        try (RegistrarProcess registrar = withUsers("rollcall.ban_after=2", "rollcall.trusted_sources=");
                SipPhone phone = phone(registrar, Transport.UDP)) {
            assertStatus("200 OK", register(phone, "alice", "wonderland"));
            for (int i = 0; i < 5; i++) {
                assertStatus("401 Unauthorized", register(phone, "alice", "wrong-" + i));
            }
            assertStatus("200 OK", register(phone, "alice", "wonderland"));
        }
    }

    @Test
    void wrongPasswords_fromATrustedSource_endInNoBan() throws Exception {
        try (RegistrarProcess registrar = withUsers("rollcall.ban_after=1", "rollcall.trusted_sources=127.0.0.1");
                SipPhone phone = phone(registrar, Transport.TCP)) {
            for (int i = 0; i < 4; i++) {
                assertStatus("401 Unauthorized", register(phone, "alice", "wrong-" + i));
            }
        }
    }

    @Test
    void messages_fasterThanTheRate_areDroppedAndSaid() throws Exception {
        try (RegistrarProcess registrar = start("rollcall.source_rate=1", "rollcall.trusted_sources=");
                SipPhone phone = phone(registrar, Transport.UDP)) {
            assertStatus("200 OK", phone.register("alice", 1));
            for (int i = 0; i < 20; i++) {
                phone.say(SipPhone.request(Transport.UDP, "OPTIONS", "sip:example.com", ""));
            }
            registrar.awaitLine("WARNING:core:source_rate: dropped a message of udp:127.0.0.1:");
        }
    }

    @Test
    void connections_moreThanASourceMayHave_areClosed() throws Exception {
        try (RegistrarProcess registrar = start("rollcall.source_connections=1", "rollcall.trusted_sources=");
                SipPhone first = phone(registrar, Transport.TCP)) {
            assertStatus("200 OK", first.register("alice", 1));
            assertThrows(IOException.class, () -> {
                try (SipPhone second = phone(registrar, Transport.TCP)) {
                    second.register("alice", 2);
                }
            });
            registrar.awaitLine("rollcall.source_connections is 1");
            assertStatus("200 OK", first.register("alice", 3));
        }
    }

    @Test
    void connections_thatNobodyAuthenticatesOver_areClosed() throws Exception {
        try (RegistrarProcess registrar = withUsers("rollcall.authenticate_within=1", "rollcall.trusted_sources=");
                SipPhone known = phone(registrar, Transport.TCP);
                SipPhone unknown = phone(registrar, Transport.TCP)) {
            assertStatus("200 OK", register(known, "alice", "wonderland"));
            assertStatus("200 OK", unknown.ask("OPTIONS", "sip:example.com", ""));
            registrar.awaitLine("not authenticated within 1 s");
            assertThrows(IOException.class, () -> unknown.ask("OPTIONS", "sip:example.com", ""));
            assertStatus("200 OK", known.ask("OPTIONS", "sip:example.com", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"friendly-scanner", "SIPVicious 0.3", "sipcli/v1.8"})
    void scanner_byItsUserAgent_getsNoAnswer(String userAgent) throws Exception {
        try (RegistrarProcess registrar = start("rollcall.trusted_sources=");
                SipPhone phone = phone(registrar, Transport.UDP)) {
            phone.say(SipPhone.request(
                    Transport.UDP, "OPTIONS", "sip:100@example.com", "User-Agent: " + userAgent + "\r\n"));
            registrar.awaitLine("NOTICE:core:scanner: dropped a request of udp:127.0.0.1:");
            String next = phone.ask("OPTIONS", "sip:100@example.com", "User-Agent: a friendly-scanner no more\r\n");
            assertStatus("200 OK", next);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sip."})
    void domains_ofConfigurationAndTable_areServedAndNoOther(String prefix) throws Exception {
        Path file = directory.resolve("domains.sqlite");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE domain (id INTEGER PRIMARY KEY, domain CHAR(64), accept_subdomain INTEGER)");
            statement.execute("INSERT INTO domain VALUES (1, 'example.net', 1)");
        }
        String[] settings = {
            "registrar.realm_prefix=" + prefix, "rollcall.domains=example.com,EXAMPLE.org",
            "domain.db_url=sqlite://" + file, "rollcall.lookup_from=127.0.0.1"};
        try (RegistrarProcess registrar = start(settings);
                SipPhone phone = phone(registrar, Transport.UDP)) {
            registrar.awaitLine("NOTICE:domain:reload: 3 domains are served");
            for (String domain : List.of("example.com", "EXAMPLE.com", "example.org", "example.net", "a.example.net")) {
                assertStatus("200 OK", phone.send("alice@" + prefix + domain, "call-" + domain, 1, CONTACT));
                assertStatus("302 Moved Temporarily", phone.ask("INVITE", "sip:alice@" + prefix + domain, ""));
            }
            assertStatus("404 Not Found", phone.send("alice@a.example.com", "call-a", 1, CONTACT));
            assertStatus("404 Not Found", phone.ask("INVITE", "sip:alice@a.example.com", ""));
            registrar.awaitLine("registers in the domain a.example.com, which is not served");
        }
        List<String> check = new ArrayList<>(List.of("--check", "--set", "domain.db_url=sqlite://" + file));
        assertEquals(ExitCode.OK, RegistrarProcess.run(directory, check.toArray(String[]::new)).exitCode());
        check.addAll(List.of("--set", "domain.domain_table=nothing"));
        RegistrarProcess.Ended refused = RegistrarProcess.run(directory, check.toArray(String[]::new));
        assertEquals(ExitCode.DATABASE, refused.exitCode(), refused.output());
        assertTrue(refused.output().contains("cannot read the table nothing of domains"), refused.output());
    }

    @Test
    void lookup_ofUsersInAFile_tellsThoseWhoAreAwayFromThoseWhoAreNot() throws Exception {
        try (RegistrarProcess registrar = withUsers("rollcall.lookup_from=127.0.0.0/8");
                SipPhone phone = phone(registrar, Transport.UDP)) {
            assertStatus("480 Temporarily Unavailable", phone.ask("INVITE", "sip:alice@example.com", ""));
            assertStatus("404 Not Found", phone.ask("INVITE", "sip:mallory@example.com", ""));
            assertStatus("404 Not Found", phone.ask("INVITE", "sip:alice@example.net", ""));
            assertStatus("200 OK", register(phone, "alice", "wonderland"));
            String found = phone.ask("INVITE", "sip:alice@example.com", "");
            assertStatus("302 Moved Temporarily", found);
            assertTrue(found.contains("\r\nContact: <sip:alice@192.0.2.7>;expires=3600\r\n"), found);
        }
    }

    @Test
    void lookup_ofUsersInATable_asksTheTable() throws Exception {
        Path file = directory.resolve("rollcall.sqlite");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE subscriber (username CHAR(64), domain CHAR(64), ha1 CHAR(64))");
            statement.execute("INSERT INTO subscriber VALUES ('alice', 'example.com', '" + "0".repeat(32) + "')");
        }
        try (RegistrarProcess registrar = start("rollcall.auth=1", "rollcall.lookup_from=127.0.0.1");
                SipPhone phone = phone(registrar, Transport.TCP)) {
            assertStatus("480 Temporarily Unavailable", phone.ask("MESSAGE", "sip:alice@example.com", ""));
            assertStatus("404 Not Found", phone.ask("MESSAGE", "sip:bob@example.com", ""));
        }
    }

    @Test
    void whoeverProbes_learnsNothingOfUsers() throws Exception {
        try (RegistrarProcess registrar = withUsers("rollcall.ban_after=0", "rollcall.trusted_sources=");
                SipPhone phone = phone(registrar, Transport.UDP)) {
            for (String method : List.of("OPTIONS", "INVITE", "MESSAGE", "SUBSCRIBE", "BYE", "CANCEL")) {
                assertEquals(
                        comparable(phone.ask(method, "sip:alice@example.com", "")),
                        comparable(phone.ask(method, "sip:mallory@example.com", "")));
            }
            assertEquals(comparable(phone.register("alice", 1)), comparable(phone.register("mallory", 1)));
            assertEquals(
                    comparable(register(phone, "alice", "wrong")), comparable(register(phone, "mallory", "wrong")));
        }
    }

    /** An answer without what the request decides, and without the nonce. */
    private static List<String> comparable(String answer) {
        return answer.lines()
                .filter(line -> !line.matches("(?:Via|From|To|Call-ID|CSeq): .*"))
                .map(line -> line.replaceAll("nonce=\"[^\"]{27}\"", "nonce"))
                .toList();
    }

    /** Registers with a password; returns the answer to it. */
    private String register(SipPhone phone, String user, String password) throws Exception {
        calls++;
        String call = "call-" + calls;
        String challenge = phone.send(user, call, 1, CONTACT);
        assertStatus("401 Unauthorized", challenge);
        String credentials = new DigestClient(user, password).answer(challenge, 1);
        return phone.send(user, call, 2, CONTACT + "Authorization: " + credentials + "\r\n");
    }

    private RegistrarProcess withUsers(String... settings) throws Exception {
        byte[] text = "alice:example.com:wonderland".getBytes(StandardCharsets.UTF_8);
        Files.writeString(directory.resolve("users"), "alice:example.com:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text)));
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of("usrloc.sql_write_mode=none", "rollcall.auth=1", "rollcall.credentials_file=users"));
        return start(all.toArray(String[]::new));
    }

    private RegistrarProcess start(String... settings) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--listen", "udp:127.0.0.1:0", "--listen", "tcp:127.0.0.1:0"));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return RegistrarProcess.start(directory, arguments.toArray(String[]::new));
    }

    private static SipPhone phone(RegistrarProcess registrar, Transport transport) throws Exception {
        return SipPhone.connect(transport, registrar.port(transport), null);
    }

    private static void assertStatus(String status, String answer) {
        assertEquals("SIP/2.0 " + status, answer.lines().findFirst().orElseThrow(), answer);
    }
}
