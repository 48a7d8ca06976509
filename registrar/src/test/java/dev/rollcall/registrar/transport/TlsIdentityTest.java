package dev.rollcall.registrar.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIdentityTest {
    @TempDir
    Path directory;

    private Path certificate;
    private Path key;

    @BeforeEach
    void name() {
        certificate = directory.resolve("rollcall-self-signed.crt");
        key = directory.resolve("rollcall-self-signed.key");
    }

    @Test
    void selfSigned_firstStart_makesACertificateForLoopback() throws Exception {
        TlsIdentity identity = TlsIdentity.selfSigned(directory);

        Set<String> names = identity.certificate().getSubjectAlternativeNames().stream()
                .map(name -> String.valueOf(name.get(1)))
                .collect(Collectors.toSet());
        assertEquals(Set.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"), names);
        assertEquals("EC", identity.certificate().getPublicKey().getAlgorithm());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        try (var files = Files.list(directory)) {
            assertEquals(2, files.count(), "nothing but the two files is left");
        }
    }

    @Test
    void selfSigned_whereItCannotBeWritten_saysWhereAndWhatToDo() {
        Path missing = directory.resolve("missing");

        String message = assertThrows(IOException.class, () -> TlsIdentity.selfSigned(missing)).getMessage();

        assertTrue(message.startsWith("cannot keep the self-signed certificate in " + missing + ": "), message);
        assertTrue(message.endsWith("or set rollcall.tls_certificate and rollcall.tls_key"), message);
    }

    @Test
    void load_keyOfAnotherUser_saysSo() throws Exception {
        TlsIdentity.selfSigned(directory);
        Files.setPosixFilePermissions(key, Set.of());
        assumeFalse(Files.isReadable(key), "root reads every file");

        String message = assertThrows(IOException.class, () -> TlsIdentity.load(certificate, key)).getMessage();

        assertEquals("this user may not read " + key, message);
    }

    @Test
    void selfSigned_nextStart_showsTheSameCertificate() throws Exception {
        byte[] made = TlsIdentity.selfSigned(directory).certificate().getEncoded();

        assertArrayEquals(made, TlsIdentity.selfSigned(directory).certificate().getEncoded());
    }

    @Test
    void selfSigned_keyOfAnother_isRefused(@TempDir Path other) throws Exception {
        TlsIdentity.selfSigned(directory);
        TlsIdentity.selfSigned(other);
        Files.write(key, Files.readAllBytes(other.resolve("rollcall-self-signed.key")));

        String message = assertThrows(IOException.class, () -> TlsIdentity.selfSigned(directory)).getMessage();
        assertTrue(message.contains("is not that of the certificate"), message);
        assertTrue(message.endsWith("delete both files to have new ones made"), message);
    }

    @Test
    void load_sec1Key_isTaken() throws Exception {
        TlsIdentity made = TlsIdentity.selfSigned(directory);
        PrivateKeyInfo pkcs8 = PrivateKeyInfo.getInstance(PemFiles.privateKey(key).getEncoded());
        ECPrivateKey inner = ECPrivateKey.getInstance(pkcs8.parsePrivateKey());
        var parameters = pkcs8.getPrivateKeyAlgorithm().getParameters();
        byte[] sec1 = new ECPrivateKey(256, inner.getKey(), parameters).getEncoded();
        Files.writeString(key, pem("EC PRIVATE KEY", Base64.getMimeEncoder().encodeToString(sec1)));

        assertEquals(made.certificate(), TlsIdentity.load(certificate, key).certificate());
    }

    @Test
    void load_rsaKeyForAnEcCertificate_isRefused() throws Exception {
        TlsIdentity.selfSigned(directory);
        Path rsa = directory.resolve("rsa.key");
        Files.writeString(rsa, PemFiles.pem(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate()));

        String message = assertThrows(IOException.class, () -> TlsIdentity.load(certificate, rsa)).getMessage();
        assertEquals("the key in " + rsa + " is not that of the certificate in " + certificate, message);
    }

    @Test
    void load_encryptedKey_isRefused() throws Exception {
        TlsIdentity.selfSigned(directory);
        byte[] encrypted = new EncryptedPrivateKeyInfo("PBEWithMD5AndDES", new byte[64]).getEncoded();
        Files.writeString(key, pem("ENCRYPTED PRIVATE KEY", Base64.getEncoder().encodeToString(encrypted)));

        String message = assertThrows(IOException.class, () -> TlsIdentity.load(certificate, key)).getMessage();
        assertEquals("there is no unencrypted private key in " + key, message);
    }

    @Test
    void load_brokenFiles_areRefusedWithoutShowingTheKey() throws Exception {
        TlsIdentity.selfSigned(directory);
        String body = "c2VjcmV0IHNlY3JldCBzZWNyZXQ=";
        for (String content : List.of("", "no PEM", pem("EC PRIVATE KEY", body), pem("PRIVATE KEY", "%%%"))) {
            Files.writeString(key, content);
            String message = assertThrows(IOException.class, () -> TlsIdentity.load(certificate, key)).getMessage();
            assertFalse(message.contains(body), message);
        }
        Files.writeString(certificate, pem("CERTIFICATE", body));
        assertEquals(
                certificate + " holds no PEM certificate",
                assertThrows(IOException.class, () -> TlsIdentity.load(certificate, key)).getMessage());
        Files.writeString(certificate, "");
        assertEquals(
                "there is no certificate in " + certificate,
                assertThrows(IOException.class, () -> TlsIdentity.load(certificate, key)).getMessage());
    }

    @Test
    void load_missingFile_isNamed() {
        String message = assertThrows(IOException.class, () -> TlsIdentity.load(certificate, key)).getMessage();
        assertEquals("there is no file " + certificate, message);
    }

    private static String pem(String label, String body) {
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
