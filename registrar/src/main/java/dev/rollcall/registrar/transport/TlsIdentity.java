package dev.rollcall.registrar.transport;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/** The certificate that TLS and WSS listeners show, and its private key. */
public final class TlsIdentity {
    private final List<X509Certificate> chain;
    private final PrivateKey key;

    TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
        this.chain = List.copyOf(chain);
        this.key = key;
    }

    /**
     * An identity from PEM files.
     *
     * @param certificate the server's certificate, then those that lead to its root, if any
     * @param key the unencrypted private key of the first: PKCS#8, PKCS#1 or SEC 1
     * @throws IOException if a file cannot be read, holds something else, or the two do not belong together; in an
     *     operator's words, the key's content never shown
     */
    public static TlsIdentity load(Path certificate, Path key) throws IOException {
        List<X509Certificate> chain = PemFiles.certificates(certificate);
        PrivateKey privateKey = PemFiles.privateKey(key);
        if (!PemFiles.belongTogether(chain.get(0), privateKey)) {
            throw new IOException("the key in " + key + " is not that of the certificate in " + certificate);
        }
        return new TlsIdentity(chain, privateKey);
    }

    /**
     * The identity that the registrar made for itself in this directory, made now if there is none or it is about to
     * expire: for localhost, 127.0.0.1 and ::1, kept so that an exception granted in a phone outlives a restart.
     *
     * @throws IOException if its files cannot be read or written
     */
    public static TlsIdentity selfSigned(Path directory) throws IOException {
        return new SelfSignedIdentity(directory).loadOrMake();
    }

    /** The server's certificate. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    SslContext serverContext() {
        try {
            return SslContextBuilder.forServer(key, chain)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("the JDK offers no TLS for " + certificate().getSubjectX500Principal(), e);
        }
    }
}
