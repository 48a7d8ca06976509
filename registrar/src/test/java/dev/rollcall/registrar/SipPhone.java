package dev.rollcall.registrar;

import dev.rollcall.registrar.sip.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A phone that nothing but text and the JDK's sockets make: sends what it is told and hands over what comes back. */
final class SipPhone implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final AtomicInteger BRANCH = new AtomicInteger();

    /** Sends messages and receives others. */
    private interface Wire extends AutoCloseable {
        /** Sends a message and returns the next one that arrives. */
        String exchange(String message) throws Exception;

        /** Sends a message. */
        default void send(String message) throws Exception {
            throw new UnsupportedOperationException();
        }

        @Override
        void close() throws IOException;
    }

    private final Transport transport;
    private final Wire wire;

    private SipPhone(Transport transport, Wire wire) {
        this.transport = transport;
        this.wire = wire;
    }

    /** A phone at 127.0.0.1; over TLS it trusts the certificate in the registrar's directory alone. */
    static SipPhone connect(Transport transport, int port, Path certificate) throws Exception {
        return new SipPhone(transport, switch (transport) {
            case UDP -> datagrams(port);
            case TCP -> stream(new Socket("127.0.0.1", port));
            case TLS -> stream(trusting(certificate).getSocketFactory().createSocket("127.0.0.1", port));
            case WS -> webSocket(HttpClient.newHttpClient(), "ws://127.0.0.1:" + port + "/");
            case WSS -> webSocket(
                    HttpClient.newBuilder().sslContext(trusting(certificate)).build(), "wss://127.0.0.1:" + port + "/sip");
        });
    }

    /** A phone over UDP. */
    static SipPhone udp(int port) throws Exception {
        return connect(Transport.UDP, port, null);
    }

    /** Registers Contacts; a fetch without any. Returns the answer. */
    String register(String user, int cseq, String... contacts) throws Exception {
        StringBuilder headers = new StringBuilder();
        for (String contact : contacts) {
            headers.append("Contact: ").append(contact).append("\r\n");
        }
        return send(user, "call-" + user, cseq, headers.toString());
    }

    /** Asks for the contacts of an AOR of any domain. */
    String fetch(String user, String domain) throws Exception {
        return send(user + '@' + domain, "fetch-" + BRANCH.get(), 1, "");
    }

    /**
     * Sends a REGISTER with further header lines, each ended by CRLF; the user is one of example.com or has a domain.
     */
    String send(String user, String callId, int cseq, String headers) throws Exception {
        String aor = user.contains("@") ? user : user + "@example.com";
        return wire.exchange("REGISTER sip:example.com SIP/2.0\r\n"
                + "Via: SIP/2.0/" + transport + " 127.0.0.1:5999;rport;branch=z9hG4bK-" + BRANCH.incrementAndGet() + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:" + aor + ">;tag=phone\r\n"
                + "To: <sip:" + aor + ">\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + cseq + " REGISTER\r\n"
                + headers
                + "Content-Length: 0\r\n\r\n");
    }

    /** Sends a request outside a dialog and returns its answer. */
    String ask(String method, String uri, String headers) throws Exception {
        return wire.exchange(request(transport, method, uri, headers));
    }

    /** Sends a message over UDP and waits for nothing. */
    void say(String message) throws Exception {
        wire.send(message);
    }

    /** A request outside a dialog; further header lines each end with CRLF. */
    static String request(Transport transport, String method, String uri, String headers) {
        int number = BRANCH.incrementAndGet();
        return method + ' ' + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/" + transport + " 127.0.0.1:5999;rport;branch=z9hG4bK-" + number + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:caller@example.org>;tag=phone\r\n"
                + "To: <" + uri + ">\r\n"
                + "Call-ID: ask-" + number + "\r\n"
                + "CSeq: 1 " + method + "\r\n"
                + headers
                + "Content-Length: 0\r\n\r\n";
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private static Wire datagrams(int port) throws IOException {
        DatagramSocket socket = new DatagramSocket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new Wire() {
            @Override
            public void send(String message) throws IOException {
                byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
                socket.send(new DatagramPacket(bytes, bytes.length, server));
            }

            @Override
            public String exchange(String message) throws IOException {
                send(message);
                DatagramPacket answer = new DatagramPacket(new byte[65_536], 65_536);
                socket.receive(answer);
                return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    private static Wire stream(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new Wire() {
            @Override
            public String exchange(String message) throws IOException {
                socket.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
                return head(socket.getInputStream());
            }

            @Override
            public void close() throws IOException {
                socket.close();
            }
        };
    }

    /** Answers have no body: a message ends with its head. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("closed after: " + head.toString(StandardCharsets.UTF_8));
            }
            head.write(b);
        }
        return head.toString(StandardCharsets.UTF_8);
    }

    private static Wire webSocket(HttpClient client, String uri) throws Exception {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        WebSocket socket = client.newWebSocketBuilder()
                .subprotocols("sip")
                .connectTimeout(Duration.ofMillis(PATIENCE_MILLIS))
                .buildAsync(URI.create(uri), new WebSocket.Listener() {
                    private final StringBuilder message = new StringBuilder();

                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                        message.append(data);
                        if (last) {
                            answers.add(message.toString());
                            message.setLength(0);
                        }
                        return WebSocket.Listener.super.onText(webSocket, data, last);
                    }
                })
                .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        return new Wire() {
            @Override
            public String exchange(String message) throws Exception {
                socket.sendText(message, true).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                return Optional.ofNullable(answers.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                        .orElseThrow(() -> new IOException("no answer"));
            }

            @Override
            public void close() {
                socket.abort();
            }
        };
    }

    /** A client's TLS that trusts one certificate alone. */
    static SSLContext trusting(Path certificate) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry("registrar", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
