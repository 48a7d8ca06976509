package dev.rollcall.registrar.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.testing.Await;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTest {
    private static final String WS = "ws:127.0.0.1:0";
    private static final String WSS = "wss:127.0.0.1:0";
    private static final WebSocketPolicy POLICY = new WebSocketPolicy(List.of("https://phone.example.com"));
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().sslContext(TestServer.trustingContext()).build();

    /** The other end: keeps what it gets, as text, bytes, "pong" or a closing status. */
    private static final class Phone implements WebSocket.Listener {
        private final BlockingQueue<Object> got = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                got.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            got.add(bytes);
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            got.add("pong");
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            got.add(status);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            got.add(error);
        }

        Object next() throws InterruptedException {
            return got.poll(20, TimeUnit.SECONDS);
        }
    }

    private static WebSocket connect(TestServer server, Phone phone, String... headers) {
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder().subprotocols("sip");
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder.buildAsync(URI.create(url(server) + "/any/path?of=it"), phone).join();
    }

    private static String url(TestServer server) {
        return server.address.toString().replaceFirst(":", "://");
    }

    @ParameterizedTest
    @ValueSource(strings = {WS, WSS})
    void received_textMessage_isAnsweredAsText(String address) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        Phone phone = new Phone();
        try (TestServer server = TestServer.start(address, receiver)) {
            WebSocket socket = connect(server, phone);
            assertEquals("sip", socket.getSubprotocol());
            socket.sendText("REGISTER sip:example.com SIP/2.0\r\n\r\n", true).join();

            assertEquals("REGISTER sip:example.com SIP/2.0\r\n\r\n", phone.next());
            Flow flow = receiver.next().flow();
            assertEquals(server.address.transport(), flow.transport());
            assertEquals(server.address.toString(), flow.socket());
            assertTrue(flow.connectionId() > 0);
            socket.abort();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws:[::1]:0", "wss:[::1]:0"})
    void received_overIpv6_namesTheSocketInBrackets(String address) throws Exception {
        assumeTrue(TestServer.hasIpv6Loopback(), "this machine has no ::1");
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(address, receiver)) {
            WebSocket socket = connect(server, new Phone());
            socket.sendText("REGISTER", true).join();

            String name = receiver.next().flow().socket();
            assertEquals(server.address.toString(), name);
            assertTrue(name.contains(":[::1]:"), name);
            socket.abort();
        }
    }

    @Test
    void received_binaryMessage_isTakenAndBytesThatAreNoTextComeBackAsBinary() throws Exception {
        Phone phone = new Phone();
        byte[] bytes = {'R', (byte) 0xff, 0, (byte) 0xc0};
        try (TestServer server = TestServer.start(WS, RecordingReceiver.echo())) {
            WebSocket socket = connect(server, phone);
            socket.sendBinary(ByteBuffer.wrap(bytes), true).join();

            assertArrayEquals(bytes, (byte[]) phone.next());
            socket.abort();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {WS, WSS})
    void received_fragments_areOneMessage(String address) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(address, receiver)) {
            WebSocket socket = connect(server, new Phone());
            for (char c : "REGISTE".toCharArray()) {
                socket.sendText(String.valueOf(c), false).join();
            }
            socket.sendPing(ByteBuffer.allocate(0)).join();
            socket.sendText("R", true).join();

            assertEquals("REGISTER", receiver.next().text());
            assertTrue(receiver.messages.isEmpty());
            socket.abort();
        }
    }

    @Test
    void received_keepAlives_areAnsweredAndNotHandedOn() throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        Phone phone = new Phone();
        try (TestServer server = TestServer.start(WS, receiver)) {
            WebSocket socket = connect(server, phone);
            socket.sendText("\r\n", true).join();
            socket.sendText("\r\n\r\n", true).join();
            assertEquals("\r\n", phone.next());
            socket.sendPing(ByteBuffer.allocate(4)).join();
            assertEquals("pong", phone.next());
            assertTrue(receiver.messages.isEmpty());
            socket.abort();
        }
    }

    @Test
    void received_largestMessage_isWhole() throws Exception {
        RecordingReceiver receiver = new RecordingReceiver();
        String largest = "x".repeat(ConnectionLimits.DEFAULTS.maxMessageBytes());
        try (TestServer server = TestServer.start(WS, receiver)) {
            WebSocket socket = connect(server, new Phone());
            socket.sendText(largest, true).join();

            assertEquals(largest, receiver.next().text());
            socket.abort();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void received_tooLarge_closesThatConnectionWith1009(boolean inOneFrame) throws Exception {
        RecordingReceiver receiver = new RecordingReceiver();
        int max = ConnectionLimits.DEFAULTS.maxMessageBytes();
        Phone phone = new Phone();
        try (TestServer server = TestServer.start(WS, receiver)) {
            WebSocket good = connect(server, new Phone());
            WebSocket bad = connect(server, phone);
            if (inOneFrame) {
                bad.sendText("x".repeat(max + 1), true).join();
            } else {
                bad.sendText("x".repeat(max), false).join();
                bad.sendText("x", true).join();
            }
            assertEquals(1009, phone.next());
            assertEquals(1, server.listeners.faultCount(Fault.BROKEN_STREAM));
            assertTrue(receiver.messages.isEmpty());

            good.sendText("REGISTER", true).join();
            assertEquals("REGISTER", receiver.next().text());
            good.abort();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {WS, WSS})
    void closed_byThePhone_isTold(String address) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        Phone phone = new Phone();
        try (TestServer server = TestServer.start(address, receiver)) {
            WebSocket socket = connect(server, phone);
            socket.sendText("REGISTER", true).join();
            phone.next();
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();

            assertSame(receiver.next().flow(), receiver.nextClosed());
            assertEquals(WebSocket.NORMAL_CLOSURE, phone.next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {WS, WSS})
    void close_ofTheServer_tellsThePhoneThatItGoesAway(String address) throws Exception {
        Phone phone = new Phone();
        try (TestServer server = TestServer.start(address, RecordingReceiver.echo())) {
            WebSocket socket = connect(server, phone);
            socket.sendText("REGISTER", true).join();
            phone.next();
        }
        assertEquals(1001, phone.next());
    }

    @ParameterizedTest
    @ValueSource(strings = {WS, WSS})
    void handshake_foreignOrigin_isForbidden(String address) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(address, POLICY, receiver)) {
            CompletionException thrown = assertThrows(
                    CompletionException.class, () -> connect(server, new Phone(), "Origin", "https://evil.example"));

            WebSocketHandshakeException refusal =
                    assertInstanceOf(WebSocketHandshakeException.class, thrown.getCause());
            assertEquals(403, refusal.getResponse().statusCode());
            assertEquals(1, server.listeners.faultCount(Fault.REFUSED_UPGRADE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "https://127.0.0.1", "https://phone.example.com"})
    void handshake_ownOrListedOrigin_isAccepted(String origin) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(WSS, POLICY, receiver)) {
            WebSocket socket = connect(server, new Phone(), "Origin", origin);
            socket.sendText("REGISTER", true).join();

            assertEquals("REGISTER", receiver.next().text());
            socket.abort();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET / HTTP/1.1      | Host: localhost                                                            | 101
            GET /x?y HTTP/1.1   | Host: localhost                                                            | 101
            GET / HTTP/1.1      | Host: phone.example.com                                                    | 101
            GET / HTTP/1.1      | Host: evil.example                                                         | 403
            GET / HTTP/1.1      | Host: localhost,Host: evil.example                                         | 400
            GET / HTTP/1.1      | X: no host                                                                 | 400
            GET / HTTP/1.1      | Host: localhost,Origin: null                                               | 403
            GET / HTTP/1.1      | Host: localhost,Origin: http://localhost,Origin: http://evil.example       | 403
            POST / HTTP/1.1     | Host: localhost,Content-Length: 0                                          | 426
            GET / HTTP/1.1      | Host: localhost,Upgrade: h2c                                               | 101
            nonsense            | Host: localhost                                                            | 400
            """)
    void handshake_asItIs_isJudged(String requestLine, String headers, int status) throws Exception {
        try (TestServer server = TestServer.start(WS, POLICY, RecordingReceiver.echo());
                Socket client = server.connect()) {
            TestServer.write(
                    client,
                    requestLine + "\r\n" + headers.replace(",", "\r\n") + "\r\nUpgrade: websocket\r\n"
                            + "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            + "Sec-WebSocket-Protocol: chat, sip\r\n\r\n");
            assertEquals("HTTP/1.1 " + status, TestServer.read(client, 12));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Upgrade: websocket                             | 426
            Sec-WebSocket-Version: 13                      | 426
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==    | 400
            Sec-WebSocket-Protocol: sip                    | 400
            """)
    void handshake_withoutAHeaderItNeeds_isRefused(String missing, int status) throws Exception {
        String request = """
                GET / HTTP/1.1
                Host: localhost
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                Sec-WebSocket-Protocol: sip

                """;
        assertTrue(request.contains(missing));
        try (TestServer server = TestServer.start(WS, RecordingReceiver.echo());
                Socket client = server.connect()) {
            TestServer.write(client, request.replace(missing + "\n", "").replace("\n", "\r\n"));

            String answer = TestServer.read(client, Integer.MAX_VALUE);
            assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
            assertTrue(answer.toLowerCase().contains("connection: close"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void handshake_inPieces_isTaken(int pieceBytes) throws Exception {
        try (TestServer server = TestServer.start(WS, RecordingReceiver.echo());
                Socket client = server.connect()) {
            client.setTcpNoDelay(true);
            String request = rawHandshake();
            for (int i = 0; i < request.length(); i += pieceBytes) {
                TestServer.write(client, request.substring(i, Math.min(request.length(), i + pieceBytes)));
            }
            assertEquals("HTTP/1.1 101", TestServer.read(client, 12));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\u0081\u0084\0\0\0\0\u00ff\u00fe\u00fd\u00fc", // text that is no UTF-8
        "\u0081\u0004text", // not masked
        "\u00f1\u0080\0\0\0\0", // reserved bits
        "\u0083\u0080\0\0\0\0", // reserved opcode
        "\u0080\u0080\0\0\0\0" // continuation of nothing
    })
    void received_brokenFrame_closesThatConnectionOnly(String frame) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(WS, receiver);
                Socket bad = server.connect()) {
            WebSocket good = connect(server, new Phone());
            TestServer.write(bad, rawHandshake());
            for (String answer = ""; !answer.endsWith("\r\n\r\n"); answer += TestServer.read(bad, 1)) {
                assertFalse(answer.length() > 1000, answer);
            }
            TestServer.write(bad, frame);
            bad.getInputStream().readAllBytes();
            Await.until("the bad one has gone", () -> server.listeners.connectionCount() == 1);

            good.sendText("REGISTER", true).join();
            assertEquals("REGISTER", receiver.next().text());
            good.abort();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HT", "GET / HTTP/1.1\r\nHost: localhost\r\n"})
    void timeout_noHandshake_closesTheConnection(String start) throws Exception {
        Duration hour = Duration.ofHours(1);
        ConnectionLimits limits = new ConnectionLimits(10, 65_536, 1 << 20, Duration.ofMillis(300), hour, hour, hour);
        try (TestServer server = TestServer.start(WS, limits, RecordingReceiver.echo());
                Socket client = server.connect()) {
            TestServer.write(client, start);

            assertEquals("", TestServer.read(client, Integer.MAX_VALUE));
            assertEquals(1, server.listeners.faultCount(Fault.TIMED_OUT));
        }
    }

    @Test
    void received_hugeHttpHeader_isRefused() throws Exception {
        try (TestServer server = TestServer.start(WS, RecordingReceiver.echo());
                Socket client = server.connect()) {
            try {
                TestServer.write(client, "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(100_000) + "\r\n\r\n");
                TestServer.read(client, Integer.MAX_VALUE);
            } catch (IOException e) {
                // closed while the client still wrote: as good as an answer
            }
            Await.until("the connection is closed", () -> server.listeners.connectionCount() == 0);
        }
    }

    private static String rawHandshake() {
        return "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Protocol: sip\r\n\r\n";
    }
}
