package dev.rollcall.registrar.transport;


import dev.rollcall.registrar.sip.MessageReceiver;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** One listener on a free loopback port, and clients for it. */
final class TestServer implements AutoCloseable {
    private static final int SOCKET_TIMEOUT_MILLIS = 20_000;
    private static final TlsIdentity IDENTITY = makeIdentity();

    final Listeners listeners;
    final ListenAddress address;

    private TestServer(Listeners listeners) {
        this.listeners = listeners;
        address = listeners.boundAddresses().get(0);
    }

    static TestServer start(String address, MessageReceiver receiver) throws CannotListenException {
        return start(address, ConnectionLimits.DEFAULTS, receiver);
    }

    static TestServer start(String address, ConnectionLimits limits, MessageReceiver receiver)
            throws CannotListenException {
        return start(SocketEngine.best(), address, limits, new WebSocketPolicy(List.of()), receiver);
    }

    static TestServer start(String address, WebSocketPolicy policy, MessageReceiver receiver)
            throws CannotListenException {
        return start(SocketEngine.best(), address, ConnectionLimits.DEFAULTS, policy, receiver);
    }

    static TestServer start(
            SocketEngine engine,
            String address,
            ConnectionLimits limits,
            WebSocketPolicy policy,
            MessageReceiver receiver)
            throws CannotListenException {
        Listeners listeners = new Listeners(engine, 2, Optional.of(IDENTITY), policy, limits, receiver);
        listeners.open(List.of(ListenAddress.parse(address)));
        return new TestServer(listeners);
    }

    InetSocketAddress socketAddress() throws IOException {
        return address.resolve();
    }

    /** A TCP connection from an address of this machine. */
    Socket connectFrom(String source) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
        socket.bind(new InetSocketAddress(source, 0));
        socket.connect(socketAddress());
        return socket;
    }

    /** A client's socket, its TLS handshake done and the certificate checked for the host if the listener has TLS. */
    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
        socket.connect(socketAddress());
        if (!address.transport().isSecure()) {
            return socket;
        }
        SSLSocket secure = (SSLSocket)
                trustingContext().getSocketFactory().createSocket(socket, address.host(), address.port(), true);
        var parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    static SSLContext trustingContext() {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("made", IDENTITY.certificate());
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static TlsIdentity makeIdentity() {
        try {
            Path directory = Files.createTempDirectory("rollcall-tls");
            TlsIdentity identity = TlsIdentity.selfSigned(directory);
            Files.delete(directory.resolve(SelfSignedIdentity.CERTIFICATE_FILE));
            Files.delete(directory.resolve(SelfSignedIdentity.KEY_FILE));
            Files.delete(directory);
            return identity;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The next bytes of a socket as text; fewer only if the peer has closed. */
    static String read(Socket socket, int length) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(RecordingReceiver.bytes(text));
        socket.getOutputStream().flush();
    }

    static boolean hasIpv6Loopback() {
        try (Socket probe = new Socket()) {
            probe.bind(new InetSocketAddress(InetAddress.getByName("::1"), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        listeners.close();
    }
}
