package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.auth.DigestClient;
import dev.rollcall.registrar.sip.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SIGHUP changes in a registrar that serves, and what it leaves. */
class ReloadIT {
    private static final String CONTACT = "<sip:alice@192.0.2.7>;expires=3600";

    @TempDir
    private Path directory;

    @Test
    void hangup_otherValues_holdFromThenOnAndNoConnectionIsLost() throws Exception {
        configure("registrar.max_expires = 600");
        try (RegistrarProcess registrar = start("tcp");
                SipPhone phone = SipPhone.connect(Transport.TCP, registrar.port(Transport.TCP), null)) {
            assertTrue(phone.register("alice", 1, CONTACT).contains(";expires=600\r\n"));

            configure("registrar.max_expires = 300\nusrloc.hash_size = 12\nlisten = udp:127.0.0.1:0");
            reload(registrar, "configuration read again");

            assertTrue(phone.register("alice", 2, CONTACT).contains(";expires=300\r\n"));
            String output = registrar.output();
            assertTrue(output.contains("registrar.max_expires = 300 (r.conf:1), before registrar.max_expires ="
                    + " 600 (r.conf:1)"), output);
            assertTrue(output.contains("usrloc.hash_size = 12 (r.conf:2) needs a restart; in force is"
                    + " usrloc.hash_size = 9 (default)"), output);
            assertFalse(output.contains("listen needs a restart"), output);
        }
    }

    @Test
    void hangup_wrongFile_changesNothing() throws Exception {
        configure("registrar.max_expires = 600");
        try (RegistrarProcess registrar = start("tcp");
                SipPhone phone = SipPhone.connect(Transport.TCP, registrar.port(Transport.TCP), null)) {
            configure("registrar.max_expires = 300\nregistrar.min_expires = soon");
            reload(registrar, "1 problem(s) in the configuration, see above; nothing was changed");

            assertTrue(phone.register("alice", 1, CONTACT).contains(";expires=600\r\n"));
        }
    }

    @Test
    void hangup_otherCertificate_isShownToNewConnections() throws Exception {
        Path first = identity("first");
        Path second = identity("second");
        install(first);
        configure("rollcall.tls_certificate = tls.crt\nrollcall.tls_key = tls.key");
        try (RegistrarProcess registrar = start("tls");
                SipPhone phone = SipPhone.connect(Transport.TLS, registrar.port(Transport.TLS), certificate(first))) {
            assertTrue(phone.register("alice", 1, CONTACT).startsWith("SIP/2.0 200 "));

            install(second);
            reload(registrar, "configuration read again");

            assertTrue(phone.register("alice", 2, CONTACT).startsWith("SIP/2.0 200 "));
            try (SipPhone later = SipPhone.connect(
                    Transport.TLS, registrar.port(Transport.TLS), certificate(second))) {
                assertTrue(later.register("alice", 3, CONTACT).startsWith("SIP/2.0 200 "));
            }
            assertThrows(SSLException.class, () -> {
                try (SipPhone wary = SipPhone.connect(
                        Transport.TLS, registrar.port(Transport.TLS), certificate(first))) {
                    wary.register("alice", 4, CONTACT);
                }
            });
        }
    }

    @Test
    void hangup_otherUsers_areLetIn() throws Exception {
        Files.writeString(directory.resolve("users"), user("alice", "wonderland"));
        configure("rollcall.auth = 1\nrollcall.credentials_file = users");
        try (RegistrarProcess registrar = start("udp");
                SipPhone phone = SipPhone.udp(registrar.port(Transport.UDP))) {
            assertTrue(authorized(phone, "bob", "builder", 1).startsWith("SIP/2.0 401 "));

            Files.writeString(directory.resolve("users"), "bob");
            reload(registrar, "nothing was changed");
            assertTrue(authorized(phone, "alice", "wonderland", 3).startsWith("SIP/2.0 200 "));

            Files.writeString(directory.resolve("users"), user("bob", "builder"));
            reload(registrar, "configuration read again");
            assertTrue(authorized(phone, "bob", "builder", 5).startsWith("SIP/2.0 200 "));
            assertTrue(authorized(phone, "alice", "wonderland", 7).startsWith("SIP/2.0 401 "));
        }
    }

    private RegistrarProcess start(String transport) throws Exception {
        return RegistrarProcess.start(directory, "--config", "r.conf", "--listen", transport + ":127.0.0.1:0",
                "--set", "usrloc.sql_write_mode=none");
    }

    private static void reload(RegistrarProcess registrar, String line) throws Exception {
        registrar.signal("HUP");
        registrar.awaitLine(line);
    }

    private void configure(String text) throws IOException {
        Files.writeString(directory.resolve("r.conf"), text + '\n');
    }

    /** A certificate that a registrar has made for itself. */
    private Path identity(String name) throws Exception {
        Path made = Files.createDirectory(directory.resolve(name));
        try (RegistrarProcess registrar = RegistrarProcess.start(
                made, "--listen", "tls:127.0.0.1:0", "--set", "usrloc.sql_write_mode=none")) {
            assertEquals(ExitCode.OK, registrar.terminate().exitCode());
        }
        return made;
    }

    private void install(Path identity) throws IOException {
        Files.write(directory.resolve("tls.crt"), Files.readAllBytes(certificate(identity)));
        Files.write(directory.resolve("tls.key"), Files.readAllBytes(identity.resolve("rollcall-self-signed.key")));
    }

    private static Path certificate(Path identity) {
        return identity.resolve("rollcall-self-signed.crt");
    }

    private static String user(String name, String password) throws Exception {
        byte[] secret = (name + ":example.com:" + password).getBytes();
        return name + ":example.com:" + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(secret)) + '\n';
    }

    private static String authorized(SipPhone phone, String user, String password, int cseq) throws Exception {
        String challenged = phone.register(user, cseq, "<sip:" + user + "@192.0.2.7>");
        return phone.send(user, "call-" + user, cseq + 1, "Contact: <sip:" + user + "@192.0.2.7>\r\nAuthorization: "
                + new DigestClient(user, password).answer(challenged, cseq) + "\r\n");
    }
}
