package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.auth.DigestClient;
import dev.rollcall.registrar.sip.Transport;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.HexFormat;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The registrar as its users start it: a process, real sockets, the embedded database. */
class ServeIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Transport.class)
    void register_overEachTransport_isAnsweredAndKeptThroughARestart(Transport transport) throws Exception {
        String contact = "<sip:alice@192.0.2.7:5070;transport=" + transport.lowerCase() + ">;q=0.7";
        try (RegistrarProcess registrar = start(transport);
                SipPhone phone = phone(registrar, transport)) {
            String answer = phone.register("alice", 1, contact + ";expires=600");
            assertTrue(answer.startsWith("SIP/2.0 200 OK\r\n"), answer);
            assertTrue(answer.contains("\r\nContact: " + contact + ";expires=600\r\n"), answer);
            assertEquals(ExitCode.OK, registrar.terminate().exitCode());
        }
        try (RegistrarProcess registrar = start(transport);
                SipPhone phone = phone(registrar, transport)) {
            String answer = phone.register("alice", 2);
            assertTrue(answer.contains("\r\nContact: " + contact + ";expires="), answer);
            assertTrue(registrar.output().contains(": 1 of 1 rows of table location loaded"), registrar.output());
        }
    }

    private RegistrarProcess start(Transport transport) throws Exception {
        return RegistrarProcess.start(directory, "--listen", transport.lowerCase() + ":127.0.0.1:0");
    }

    private SipPhone phone(RegistrarProcess registrar, Transport transport) throws Exception {
        return SipPhone.connect(transport, registrar.port(transport), directory.resolve("rollcall-self-signed.crt"));
    }

    @Test
    void start_always_printsListenersPreloadAndReadyInThisForm() throws Exception {
        try (RegistrarProcess registrar = RegistrarProcess.start(
                directory, "--listen", "udp:127.0.0.1:0", "--listen", "tcp:[::1]:0")) {
            String output = registrar.output();
            assertTrue(output.contains("NOTICE:core:listen: listening on udp:127.0.0.1:"), output);
            assertTrue(output.contains("NOTICE:core:listen: listening on tcp:[::1]:"), output);
            assertTrue(output.contains("NOTICE:usrloc:preload: 0 of 0 rows of table location loaded"), output);
            assertTrue(output.endsWith("NOTICE:core:main: ready\n"), output);
        }
    }

    @Test
    void sqliteFile_withSubscribersAlone_getsItsLocationTable() throws Exception {
        Path file = directory.resolve("rollcall.sqlite");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE subscriber (username CHAR(64), domain CHAR(64), ha1 CHAR(64))");
        }
        assertTrue(RegistrarProcess.run(directory, "--check").output().contains("has no table location yet"));
        assertThrows(SQLException.class, () -> new RowsInFile(file).count());
        try (RegistrarProcess registrar = RegistrarProcess.start(directory, "--listen", "udp:127.0.0.1:0");
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            phone.register("alice", 1, "<sip:alice@192.0.2.7>");
            assertEquals(ExitCode.OK, registrar.terminate().exitCode());
        }
        assertEquals(1, new RowsInFile(file).count());
    }

    @Test
    void sqliteFile_ofARunningRegistrar_isRefusedToAnother() throws Exception {
        try (RegistrarProcess registrar = RegistrarProcess.start(directory, "--listen", "udp:127.0.0.1:0");
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            RegistrarProcess.Ended other = RegistrarProcess.run(directory, "--listen", "udp:127.0.0.1:0");
            assertEquals(ExitCode.REFUSED, other.exitCode(), other.output());
            assertTrue(other.output().contains("another registrar serves from "), other.output());
            phone.register("alice", 1, "<sip:alice@192.0.2.7>");
            registrar.terminate();
        }
        try (RegistrarProcess next = RegistrarProcess.start(directory, "--listen", "udp:127.0.0.1:0")) {
            assertTrue(next.output().contains("1 of 1 rows of table location loaded"), next.output());
        }
    }

    @Test
    void credentialsFile_withoutADatabase_letsItsUsersRegister() throws Exception {
        byte[] text = "alice:example.com:wonderland".getBytes(StandardCharsets.UTF_8);
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
        Files.writeString(directory.resolve("users"), "alice:example.com:" + digest);
        try (RegistrarProcess registrar = RegistrarProcess.start(directory, "--listen", "udp:127.0.0.1:0",
                        "--set", "usrloc.sql_write_mode=none", "--set", "rollcall.auth=1",
                        "--set", "rollcall.credentials_file=users");
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            assertTrue(registrar.output().contains("1 users in "), registrar.output());
            for (String password : List.of("wonderland", "wrong")) {
                String challenged = phone.register("alice", 1, "<sip:alice@192.0.2.7>");
                assertTrue(challenged.startsWith("SIP/2.0 401 Unauthorized\r\n"), challenged);
                String answer = new DigestClient("alice", password).answer(challenged, 1);
                String answered = phone.send("alice", "call-alice", 2,
                        "Contact: <sip:alice@192.0.2.7>\r\nAuthorization: " + answer + "\r\n");
                assertTrue(answered.startsWith(password.equals("wrong") ? "SIP/2.0 401 " : "SIP/2.0 200 "), answered);
            }
        }
    }

    @Test
    void junk_overUdp_neverStopsTheListener() throws Exception {
        try (RegistrarProcess registrar = RegistrarProcess.start(directory, "--listen", "udp:127.0.0.1:0");
                DatagramSocket socket = new DatagramSocket();
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            String[] junk = {"", "\0\0\0\0", "\r\n\r\n", "REGISTER", "REGISTER sip:x SIP/2.0\r\n", "x".repeat(60_000),
                "REGISTER sip:x SIP/2.0\r\nVia: \"\r\n\r\n", "SIP/2.0 200 OK\r\n\r\n"};
            for (String text : junk) {
                byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                socket.send(new DatagramPacket(
                        bytes, bytes.length, InetAddress.getLoopbackAddress(), registrar.port(Transport.UDP)));
            }
            String answer = phone.register("alice", 1, "<sip:alice@192.0.2.7>");
            assertTrue(answer.startsWith("SIP/2.0 200 OK\r\n"), answer);
        }
    }

    @Test
    void sqliteFile_whileServing_canBeReadByAnotherProcess() throws Exception {
        try (RegistrarProcess registrar = RegistrarProcess.start(
                        directory, "--listen", "udp:127.0.0.1:0", "--set", "usrloc.timer_interval=1");
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            phone.register("alice", 1, "<sip:alice@192.0.2.7>");
            RowsInFile rows = new RowsInFile(directory.resolve("rollcall.sqlite"));
            rows.awaitCount(1);
            assertEquals("udp:127.0.0.1:" + registrar.port(Transport.UDP), rows.single("socket"));
            assertEquals("sip:alice@192.0.2.7", rows.single("contact"));
        }
    }

    @Test
    void expiredContact_always_leavesTheTable() throws Exception {
        try (RegistrarProcess registrar = RegistrarProcess.start(
                        directory, "--listen", "udp:127.0.0.1:0", "--set", "usrloc.timer_interval=1",
                        "--set", "registrar.min_expires=1");
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            phone.register("alice", 1, "<sip:alice@192.0.2.7>;expires=3");
            RowsInFile rows = new RowsInFile(directory.resolve("rollcall.sqlite"));
            rows.awaitCount(1);
            rows.awaitCount(0);
            assertFalse(phone.register("alice", 2).contains("Contact:"));
        }
    }

    @Test
    void selfSignedCertificate_afterARestart_isTheSame() throws Exception {
        RegistrarProcess.start(directory, "--listen", "tls:127.0.0.1:0").terminate();
        String first = Files.readString(directory.resolve("rollcall-self-signed.crt"));
        RegistrarProcess.start(directory, "--listen", "tls:127.0.0.1:0").terminate();
        assertEquals(first, Files.readString(directory.resolve("rollcall-self-signed.crt")));
    }
}
