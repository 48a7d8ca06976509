package dev.rollcall.registrar.transport;

import dev.rollcall.log.ServerLog;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificate and key that the registrar makes for its loopback listeners, in two files of a directory. */
final class SelfSignedIdentity {
    static final String CERTIFICATE_FILE = "rollcall-self-signed.crt";
    static final String KEY_FILE = "rollcall-self-signed.key";

    /** Clients refuse certificates that are valid for longer. */
    private static final Duration VALIDITY = Duration.ofDays(825);
    /** One that would expire within a long run is replaced at start. */
    private static final Duration RENEWAL = Duration.ofDays(30);
    /** For clocks that are a little behind. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final int SERIAL_BITS = 127;
    private static final ServerLog LOG = ServerLog.of("tls_mgm", "self_signed");

    private final Path certificateFile;
    private final Path keyFile;

    SelfSignedIdentity(Path directory) {
        certificateFile = directory.resolve(CERTIFICATE_FILE);
        keyFile = directory.resolve(KEY_FILE);
    }

    TlsIdentity loadOrMake() throws IOException {
        if (Files.exists(certificateFile) && Files.exists(keyFile)) {
            TlsIdentity identity = load();
            if (identity.certificate().getNotAfter().toInstant().isAfter(Instant.now().plus(RENEWAL))) {
                return identity;
            }
        }
        return make();
    }

    private TlsIdentity load() throws IOException {
        try {
            return TlsIdentity.load(certificateFile, keyFile);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; delete both files to have new ones made", e);
        }
    }

    private TlsIdentity make() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            X509Certificate certificate = certify(pair);
            write(keyFile, PemFiles.pem(pair.getPrivate()), "rw-------");
            write(certificateFile, PemFiles.pem(certificate), "rw-r--r--");
            LOG.notice("made a self-signed certificate for localhost: {}", certificateFile);
            return new TlsIdentity(List.of(certificate), pair.getPrivate());
        } catch (FileSystemException e) {
            String reason = e instanceof AccessDeniedException ? "this user may not write there" : e.toString();
            throw new IOException("cannot keep the self-signed certificate in " + keyFile.getParent() + ": " + reason
                    + "; start in another directory, or set rollcall.tls_certificate and rollcall.tls_key", e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("cannot make a self-signed certificate: " + e.getMessage(), e);
        }
    }

    private static X509Certificate certify(KeyPair pair)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        X500Name name = new X500Name("CN=localhost,O=Rollcall self-signed");
        Instant now = Instant.now();
        GeneralName[] hosts = {
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            new GeneralName(GeneralName.iPAddress, "::1")
        };
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(SERIAL_BITS, new SecureRandom()),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(VALIDITY)),
                name,
                pair.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(hosts))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    /** Writes a file whole or not at all; the key is never readable by others, not even for a moment. */
    private static void write(Path file, String pem, String permissions) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path draft = Files.createTempFile(folder, file.getFileName().toString(), ".new", attributes(permissions));
        try {
            Files.writeString(draft, pem, StandardCharsets.US_ASCII);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }
}
