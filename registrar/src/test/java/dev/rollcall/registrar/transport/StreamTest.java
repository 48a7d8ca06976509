package dev.rollcall.registrar.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rollcall.modparam.Networks;
import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.testing.Await;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** TCP and TLS: what the two share, tried on both. */
class StreamTest {
    private static final String TCP = "tcp:127.0.0.1:0";
    private static final String TLS = "tls:127.0.0.1:0";
    private static final ConnectionLimits DEFAULTS = ConnectionLimits.DEFAULTS;

    private static String message(String body) {
        return "REGISTER sip:example.com SIP/2.0\r\nCall-ID: 1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static Thread writing(Socket client, String text) {
        Thread writer = new Thread(() -> {
            try {
                TestServer.write(client, text);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        writer.start();
        return writer;
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, TLS})
    void received_message_isAnsweredOnTheConnection(String address) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(address, receiver);
                Socket client = server.connect()) {
            String message = message("");
            TestServer.write(client, message);

            assertEquals(message, TestServer.read(client, message.length()));
            Flow flow = receiver.next().flow();
            assertEquals(server.address.transport(), flow.transport());
            assertEquals(client.getLocalPort(), flow.remote().getPort());
            assertEquals(server.address.toString(), flow.socket());
            assertTrue(flow.connectionId() > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp:[::1]:0", "tls:[::1]:0"})
    void received_overIpv6_namesTheSocketInBrackets(String address) throws Exception {
        assumeTrue(TestServer.hasIpv6Loopback(), "this machine has no ::1");
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(address, receiver);
                Socket client = server.connect()) {
            TestServer.write(client, message(""));

            String socket = receiver.next().flow().socket();
            assertEquals(server.address.toString(), socket);
            assertTrue(socket.contains(":[::1]:"), socket);
        }
    }

    @Test
    void received_onAWildcardListener_namesTheAddressThatTheConnectionCameTo() throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start("tcp:0.0.0.0:0", receiver);
                Socket client = new Socket("127.0.0.1", server.address.port())) {
            TestServer.write(client, message(""));

            assertEquals("tcp:127.0.0.1:" + server.address.port(), receiver.next().flow().socket());
        }
    }

    @Test
    void received_throughNio_isAnswered() throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        WebSocketPolicy policy = new WebSocketPolicy(List.of());
        try (TestServer server = TestServer.start(SocketEngine.NIO, TLS, DEFAULTS, policy, receiver);
                Socket client = server.connect()) {
            TestServer.write(client, message(""));

            assertEquals(message(""), TestServer.read(client, message("").length()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, TLS})
    void received_oneByteAtATime_isWhole(String address) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(address, receiver);
                Socket client = server.connect()) {
            client.setTcpNoDelay(true);
            String messages = message("first") + "\r\n" + message("second");
            for (char c : messages.toCharArray()) {
                TestServer.write(client, String.valueOf(c));
            }
            assertEquals(message("first"), receiver.next().text());
            assertEquals(message("second"), receiver.next().text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, TLS})
    void received_pipelined_areAnsweredInOrder(String address) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            all.append(message("number " + i));
        }
        try (TestServer server = TestServer.start(address, receiver);
                Socket client = server.connect()) {
            Thread writer = writing(client, all.toString());

            assertEquals(all.toString(), TestServer.read(client, all.length()));
            writer.join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, TLS})
    void received_doubleEmptyLine_isAnsweredByOne(String address) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(address, receiver);
                Socket client = server.connect()) {
            TestServer.write(client, "\r\n\r\n" + message(""));

            assertEquals("\r\n" + message(""), TestServer.read(client, 2 + message("").length()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, TLS})
    void closed_afterHalfAMessage_isToldOnce(String address) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(address, receiver)) {
            try (Socket client = server.connect()) {
                TestServer.write(client, message("") + message("half").substring(0, 20));
                receiver.next();
            }
            Flow closed = receiver.nextClosed();
            assertEquals(server.address.transport(), closed.transport());
            Await.until("the connection is forgotten", () -> server.listeners.connectionCount() == 0);
            RecordingReceiver.send(closed, RecordingReceiver.bytes("late"), 5060);
            assertTrue(receiver.closed.isEmpty());
            assertTrue(receiver.messages.isEmpty(), "half a message is none");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\r\r\r\r", "REGISTER\n\n", "\0\0\0\0\n\n"})
    void received_junk_closesThatConnectionOnly(String junk) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(TCP, receiver);
                Socket good = server.connect();
                Socket bad = server.connect()) {
            TestServer.write(bad, junk);
            bad.getInputStream().readAllBytes();

            assertEquals(1, server.listeners.faultCount(Fault.BROKEN_STREAM));
            TestServer.write(good, message(""));
            assertEquals(message(""), TestServer.read(good, message("").length()));
        }
    }

    @Test
    void received_plainTextOnTls_closesThatConnectionOnly() throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(TLS, receiver);
                Socket good = server.connect();
                Socket bad = new Socket(good.getInetAddress(), good.getPort())) {
            TestServer.write(bad, message(""));
            Await.until(
                    "the failed handshake is counted",
                    () -> server.listeners.faultCount(Fault.HANDSHAKE_FAILED) == 1);

            TestServer.write(good, message(""));
            assertEquals(message(""), TestServer.read(good, message("").length()));
        }
    }

    @Test
    void handshake_peerCloses_isToldInWords() throws Exception {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger logger = (Logger) LoggerFactory.getLogger("proto_tls:handshake");
        logger.addAppender(lines);
        try (TestServer server = TestServer.start(TLS, new RecordingReceiver())) {
            new Socket("127.0.0.1", server.address.port()).close();
            Await.until(
                    "the failed handshake is counted",
                    () -> server.listeners.faultCount(Fault.HANDSHAKE_FAILED) == 1 && !lines.list.isEmpty());

            String line = lines.list.get(0).getFormattedMessage();
            assertTrue(line.endsWith(": it closed the connection, as a client does that does not trust the certificate"),
                    line);
        } finally {
            logger.detachAppender(lines);
        }
    }

    @Test
    void received_tooLarge_isRefusedBeforeItsBodyArrives() throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(TCP, receiver);
                Socket client = server.connect()) {
            String headers = "REGISTER sip:example.com SIP/2.0\r\nContent-Length: 99999999\r\n\r\n";
            TestServer.write(client, headers);

            // the receiver gets the headers, so that it can answer, and the connection is closed
            assertEquals(headers, TestServer.read(client, Integer.MAX_VALUE));
            assertEquals(1, server.listeners.faultCount(Fault.BROKEN_STREAM));
        }
    }

    @Test
    void received_endlessHeaders_closeTheConnection() throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(TCP, receiver);
                Socket client = server.connect()) {
            String endless = "x".repeat(DEFAULTS.maxMessageBytes());
            TestServer.write(client, "REGISTER sip:example.com SIP/2.0\r\nX: " + endless);

            assertEquals("", TestServer.read(client, Integer.MAX_VALUE));
            assertTrue(receiver.messages.isEmpty());
        }
    }

    @Test
    void received_aReceiverThatThrows_closesThatConnectionOnly() throws Exception {
        RecordingReceiver receiver = new RecordingReceiver((text, flow) -> {
            if (text.endsWith("throw")) {
                throw new IllegalStateException("made by a test");
            }
            RecordingReceiver.send(flow, RecordingReceiver.bytes(text), 0);
        });
        try (TestServer server = TestServer.start(TCP, receiver);
                Socket good = server.connect();
                Socket bad = server.connect()) {
            TestServer.write(bad, message("throw"));
            assertEquals("", TestServer.read(bad, 1));

            assertEquals(1, server.listeners.faultCount(Fault.UNEXPECTED));
            TestServer.write(good, message(""));
            assertEquals(message(""), TestServer.read(good, message("").length()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "REGISTER sip:exam", "\r\n"})
    void timeout_noWholeMessage_closesTheConnection(String start) throws Exception {
        Duration brief = Duration.ofMillis(200);
        ConnectionLimits limits = new ConnectionLimits(10, 65_536, 1 << 20, brief, brief, brief, Duration.ofHours(1));
        try (TestServer server = TestServer.start(TCP, limits, new RecordingReceiver());
                Socket client = server.connect()) {
            TestServer.write(client, start);

            assertEquals("", TestServer.read(client, 1));
            assertEquals(1, server.listeners.faultCount(Fault.TIMED_OUT));
        }
    }

    @Test
    void timeout_trickle_doesNotExtendTheTimeOfAMessage() throws Exception {
        Duration brief = Duration.ofMillis(300);
        Duration hour = Duration.ofHours(1);
        ConnectionLimits limits = new ConnectionLimits(10, 65_536, 1 << 20, brief, hour, brief, hour);
        try (TestServer server = TestServer.start(TCP, limits, new RecordingReceiver());
                Socket client = server.connect()) {
            client.setTcpNoDelay(true);
            Thread trickle = new Thread(() -> {
                try {
                    while (!Thread.currentThread().isInterrupted()) {
                        TestServer.write(client, "R");
                        Thread.sleep(10);
                    }
                } catch (java.io.IOException | InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            trickle.start();
            Await.until("the deadline passes", () -> server.listeners.faultCount(Fault.TIMED_OUT) == 1);
            trickle.interrupt();
            trickle.join();
        }
    }

    @Test
    void timeout_idleAfterAMessage_closesTheConnection() throws Exception {
        Duration hour = Duration.ofHours(1);
        ConnectionLimits limits = new ConnectionLimits(10, 65_536, 1 << 20, hour, hour, hour, Duration.ofMillis(200));
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(TCP, limits, receiver);
                Socket client = server.connect()) {
            TestServer.write(client, message(""));

            assertEquals(message(""), TestServer.read(client, Integer.MAX_VALUE));
            assertSame(receiver.next().flow(), receiver.nextClosed());
        }
    }

    @Test
    void timeout_idleWhileAContactIsValid_waitsForItsEnd() throws Exception {
        Duration hour = Duration.ofHours(1);
        ConnectionLimits limits = new ConnectionLimits(10, 65_536, 1 << 20, hour, hour, hour, Duration.ofMillis(50));
        RecordingReceiver receiver = new RecordingReceiver((text, flow) -> flow.keepFor(2));
        try (TestServer server = TestServer.start(TCP, limits, receiver);
                Socket client = server.connect()) {
            long begin = System.nanoTime();
            TestServer.write(client, message(""));

            assertSame(receiver.next().flow(), receiver.nextClosed());
            assertTrue(System.nanoTime() - begin >= Duration.ofSeconds(2).toNanos());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void connect_always_isProbedByTcp() throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(TCP, receiver);
                Socket client = server.connect()) {
            TestServer.write(client, message(""));
            TestServer.read(client, message("").length());

            Await.until("the kernel's timer for probes",
                    () -> hasProbeTimer(server.address.port(), client.getLocalPort()));
        }
    }

    /** proc(5): the sixth column of an established connection begins with 02 while probes are due. */
    private static boolean hasProbeTimer(int local, int remote) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/net/tcp"))) {
            return lines.map(line -> line.strip().split(" +")).anyMatch(columns ->
                    columns[1].endsWith(String.format(":%04X", local))
                            && columns[2].endsWith(String.format(":%04X", remote))
                            && columns[5].startsWith("02:"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void timeout_noTlsHandshake_closesTheConnection() throws Exception {
        Duration hour = Duration.ofHours(1);
        ConnectionLimits limits = new ConnectionLimits(10, 65_536, 1 << 20, Duration.ofMillis(200), hour, hour, hour);
        try (TestServer server = TestServer.start(TLS, limits, new RecordingReceiver());
                Socket client = new Socket("127.0.0.1", server.address.port())) {
            client.setSoTimeout(20_000);
            client.getInputStream().readAllBytes();

            assertEquals(1, server.listeners.faultCount(Fault.HANDSHAKE_FAILED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, TLS})
    void send_toAPeerThatNeverReads_closesItsConnection(String address) throws Exception {
        Duration hour = Duration.ofHours(1);
        ConnectionLimits limits = new ConnectionLimits(10, 65_536, 1 << 20, hour, hour, hour, hour);
        RecordingReceiver receiver = new RecordingReceiver();
        try (TestServer server = TestServer.start(address, limits, receiver);
                Socket client = server.connect()) {
            TestServer.write(client, message(""));
            Flow flow = receiver.next().flow();
            byte[] answer = new byte[32_768];
            Await.until("the pile of answers is too high", () -> {
                RecordingReceiver.send(flow, answer, 0);
                return server.listeners.connectionCount() == 0;
            });
            assertTrue(server.listeners.faultCount(Fault.UNREAD_ANSWERS) > 0);
        }
    }

    @Test
    void timeout_answersUnread_closesTheConnection() throws Exception {
        Duration hour = Duration.ofHours(1);
        ConnectionLimits limits = new ConnectionLimits(10, 65_536, 64 << 20, hour, hour, Duration.ofMillis(300), hour);
        RecordingReceiver receiver =
                new RecordingReceiver((text, flow) -> RecordingReceiver.send(flow, new byte[8 << 20], 0));
        try (TestServer server = TestServer.start(TCP, limits, receiver);
                Socket client = server.connect()) {
            TestServer.write(client, message(""));

            Await.until("the deadline passes", () -> server.listeners.faultCount(Fault.UNREAD_ANSWERS) == 1);
            Await.until("the connection is closed", () -> server.listeners.connectionCount() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, TLS})
    void send_toASlowReader_losesNothing(String address) throws Exception {
        int answerBytes = 4096;
        int requests = 1000;
        RecordingReceiver receiver =
                new RecordingReceiver((text, flow) -> RecordingReceiver.send(flow, new byte[answerBytes], 0));
        try (TestServer server = TestServer.start(address, receiver);
                Socket client = server.connect()) {
            String all = message("").repeat(requests);
            Thread writer = writing(client, all);
            // more than the kernel's buffers hold: the server has stopped reading by now, or will
            writer.join(200);

            assertEquals(answerBytes * requests, TestServer.read(client, answerBytes * requests).length());
            writer.join();
            assertEquals(0, server.listeners.faultCount(Fault.UNREAD_ANSWERS));
        }
    }

    @Test
    void connectionId_ofEachConnection_isItsOwn() throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = TestServer.start(TCP, receiver);
                Socket first = server.connect();
                Socket second = server.connect()) {
            TestServer.write(first, message(""));
            long id = receiver.next().flow().connectionId();
            TestServer.write(first, message(""));
            assertEquals(id, receiver.next().flow().connectionId());
            TestServer.write(second, message(""));
            assertNotEquals(id, receiver.next().flow().connectionId());
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 2", "127.0.0.0/8, 5"})
    void connect_beyondTheLimitOfASource_isClosedUnlessItIsTrusted(String trusted, int admitted) throws Exception {
        ConnectionLimits limits =
                DEFAULTS.withStrangers(Networks.parse(trusted).orElseThrow(), 2, Duration.ZERO);
        List<Socket> sockets = new ArrayList<>();
        try (TestServer server = TestServer.start(TCP, limits, RecordingReceiver.echo())) {
            for (int i = 0; i < admitted; i++) {
                sockets.add(server.connect());
                TestServer.write(sockets.get(i), message(""));
                assertEquals(message(""), TestServer.read(sockets.get(i), message("").length()));
            }
            for (int i = admitted; i < 5; i++) {
                sockets.add(server.connect());
            }
            Await.until("the others are refused",
                    () -> server.listeners.faultCount(Fault.TOO_MANY_CONNECTIONS) == 5 - admitted);
            try (Socket elsewhere = server.connectFrom("127.0.0.2")) {
                TestServer.write(elsewhere, message(""));
                assertEquals(message(""), TestServer.read(elsewhere, message("").length()));
            }
            sockets.remove(0).close();
            Await.until("one has gone", () -> server.listeners.connectionCount() == admitted - 1);
            try (Socket next = server.connect()) {
                TestServer.write(next, message(""));
                assertEquals(message(""), TestServer.read(next, message("").length()));
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void timeout_neverWelcome_closesTheConnectionHoweverMuchItSends() throws Exception {
        ConnectionLimits limits = DEFAULTS.withStrangers(
                Networks.parse("127.0.0.3").orElseThrow(), 10, Duration.ofMillis(300));
        RecordingReceiver receiver = new RecordingReceiver((text, flow) -> {
            if (text.contains("welcome")) {
                flow.welcome();
            }
            RecordingReceiver.send(flow, RecordingReceiver.bytes(text), flow.remote().getPort());
        });
        try (TestServer server = TestServer.start(TCP, limits, receiver);
                Socket proven = server.connect();
                Socket trusted = server.connectFrom("127.0.0.3");
                Socket stranger = server.connect()) {
            String welcome = message("welcome");
            TestServer.write(proven, welcome);
            assertEquals(welcome, TestServer.read(proven, welcome.length()));
            assertThrows(IOException.class, () -> {
                while (true) {
                    TestServer.write(stranger, message("me"));
                    if (TestServer.read(stranger, message("me").length()).isEmpty()) {
                        throw new IOException("closed");
                    }
                }
            });
            assertEquals(1, server.listeners.faultCount(Fault.TIMED_OUT));
            for (Socket stays : List.of(proven, trusted)) {
                TestServer.write(stays, message(""));
                assertEquals(message(""), TestServer.read(stays, message("").length()));
            }
        }
    }

    @Test
    void close_ofAFlow_closesTheConnectionWhileItIsRead() throws Exception {
        RecordingReceiver receiver = new RecordingReceiver((text, flow) -> flow.close());
        try (TestServer server = TestServer.start(TCP, DEFAULTS, receiver);
                Socket client = server.connect()) {
            TestServer.write(client, message("1") + message("2") + message("3"));
            assertThrows(IOException.class, () -> {
                if (TestServer.read(client, 1).isEmpty()) {
                    throw new IOException("closed");
                }
            });
            Await.until("it has gone", () -> server.listeners.connectionCount() == 0);
            assertEquals(0, server.listeners.faultCount(Fault.UNEXPECTED));
        }
    }

    @Test
    void connect_beyondTheLimit_isClosedUntilAnotherHasGone() throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        List<Socket> admitted = new ArrayList<>();
        try (TestServer server = TestServer.start(TCP, DEFAULTS.withConnections(3), receiver)) {
            for (int i = 0; i < 3; i++) {
                admitted.add(server.connect());
                TestServer.write(admitted.get(i), message(""));
                receiver.next();
            }
            for (int i = 0; i < 50; i++) {
                try (Socket refused = server.connect()) {
                    assertEquals("", TestServer.read(refused, 1));
                }
            }
            assertEquals(50, server.listeners.faultCount(Fault.TOO_MANY_CONNECTIONS));

            admitted.remove(0).close();
            Await.until("one has gone", () -> server.listeners.connectionCount() == 2);
            try (Socket next = server.connect()) {
                TestServer.write(next, message(""));
                assertEquals(message(""), TestServer.read(next, message("").length()));
            }
        } finally {
            for (Socket socket : admitted) {
                socket.close();
            }
        }
    }
}
