package dev.rollcall.registrar.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.testing.Await;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatagramTest {
    private static final int MAX_IPV4_PAYLOAD = 65_507;

    @ParameterizedTest
    @EnumSource(SocketEngine.class)
    void send_inReceived_answersFromTheListenersPort(SocketEngine engine) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = start(engine, "udp:127.0.0.1:0", receiver);
                DatagramSocket client = client()) {
            send(client, server, RecordingReceiver.bytes("REGISTER"));

            DatagramPacket answer = receive(client);
            assertEquals("REGISTER", text(answer));
            assertEquals(server.socketAddress(), answer.getSocketAddress());
            Flow flow = receiver.next().flow();
            assertEquals(Transport.UDP, flow.transport());
            assertEquals(client.getLocalPort(), flow.remote().getPort());
            assertEquals("udp:127.0.0.1:" + server.address.port(), flow.socket());
            assertEquals(0, flow.connectionId());
        }
    }

    @ParameterizedTest
    @EnumSource(SocketEngine.class)
    void send_overIpv6_namesTheSocketInBrackets(SocketEngine engine) throws Exception {
        assumeTrue(TestServer.hasIpv6Loopback(), "this machine has no ::1");
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = start(engine, "udp:[::1]:0", receiver);
                DatagramSocket client = client()) {
            send(client, server, RecordingReceiver.bytes("REGISTER"));

            assertEquals("REGISTER", text(receive(client)));
            assertEquals("udp:[::1]:" + server.address.port(), receiver.next().flow().socket());
        }
    }

    @Test
    void received_onAWildcardListener_namesTheAddressThatTheDatagramCameTo() throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = start(SocketEngine.EPOLL, "udp:0.0.0.0:0", receiver);
                DatagramSocket client = client()) {
            for (String host : List.of("127.0.0.1", "127.0.0.5", "127.0.0.1")) {
                InetSocketAddress address = new InetSocketAddress(host, server.address.port());
                client.send(new DatagramPacket(new byte[] {'R'}, 1, address));

                assertEquals("udp:" + host + ":" + address.getPort(), receiver.next().flow().socket());
                receive(client);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SocketEngine.class)
    void received_largestDatagram_isWhole(SocketEngine engine) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        byte[] largest = new byte[MAX_IPV4_PAYLOAD];
        for (int i = 0; i < largest.length; i++) {
            largest[i] = (byte) ('a' + i % 26);
        }
        try (TestServer server = start(engine, "udp:127.0.0.1:0", receiver);
                DatagramSocket client = client()) {
            client.setReceiveBufferSize(2 * MAX_IPV4_PAYLOAD);
            send(client, server, largest);

            DatagramPacket answer = receive(client);
            assertArrayEquals(largest, Arrays.copyOf(answer.getData(), answer.getLength()));
        }
    }

    @ParameterizedTest
    @EnumSource(SocketEngine.class)
    void received_keepAlivesAndJunk_neverStopTheListener(SocketEngine engine) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        try (TestServer server = start(engine, "udp:127.0.0.1:0", receiver);
                DatagramSocket client = client()) {
            for (String keepAlive : List.of("", "\r\n", "\r\n\r\n", "\0\0\0\0", " ")) {
                send(client, server, RecordingReceiver.bytes(keepAlive));
            }
            send(client, server, new byte[] {-1, 0, 7, (byte) 0x80});
            assertEquals("\u00ff\0\u0007\u0080", receiver.next().text(), "no keep-alive was handed on before it");
            assertEquals(4, receive(client).getLength());
        }
    }

    @ParameterizedTest
    @EnumSource(SocketEngine.class)
    void received_aReceiverThatThrows_isCountedAndTheNextDatagramServed(SocketEngine engine) throws Exception {
        RecordingReceiver receiver = new RecordingReceiver((text, flow) -> {
            if (text.equals("throw")) {
                throw new IllegalStateException("made by a test");
            }
            RecordingReceiver.send(flow, RecordingReceiver.bytes(text), flow.remote().getPort());
        });
        try (TestServer server = start(engine, "udp:127.0.0.1:0", receiver);
                DatagramSocket client = client()) {
            send(client, server, RecordingReceiver.bytes("throw"));
            send(client, server, RecordingReceiver.bytes("next"));

            assertEquals("next", text(receive(client)));
            assertEquals(1, server.listeners.faultCount(Fault.UNEXPECTED));
        }
    }

    @ParameterizedTest
    @EnumSource(SocketEngine.class)
    void send_fromAnotherThreadToAnotherPort_arrivesThere(SocketEngine engine) throws Exception {
        RecordingReceiver receiver = new RecordingReceiver();
        try (TestServer server = start(engine, "udp:127.0.0.1:0", receiver);
                DatagramSocket client = client();
                DatagramSocket other = client()) {
            send(client, server, RecordingReceiver.bytes("REGISTER"));
            Flow flow = receiver.next().flow();

            RecordingReceiver.send(flow, RecordingReceiver.bytes("answer"), other.getLocalPort());

            assertEquals("answer", text(receive(other)));
        }
    }

    @ParameterizedTest
    @EnumSource(SocketEngine.class)
    void send_tooLarge_isDroppedCountedAndTheNextAnswerSent(SocketEngine engine) throws Exception {
        RecordingReceiver receiver = new RecordingReceiver();
        try (TestServer server = start(engine, "udp:127.0.0.1:0", receiver);
                DatagramSocket client = client()) {
            send(client, server, RecordingReceiver.bytes("REGISTER"));
            Flow flow = receiver.next().flow();

            RecordingReceiver.send(flow, new byte[70_000], flow.remote().getPort());
            RecordingReceiver.send(flow, RecordingReceiver.bytes("answer"), flow.remote().getPort());

            assertEquals("answer", text(receive(client)));
            Await.until("the lost answer is counted", () -> server.listeners.faultCount(Fault.NOT_SENT) == 1);
        }
    }

    @ParameterizedTest
    @EnumSource(SocketEngine.class)
    void execute_task_runsOnTheThreadThatBroughtTheMessage(SocketEngine engine) throws Exception {
        RecordingReceiver receiver = new RecordingReceiver();
        try (TestServer server = start(engine, "udp:127.0.0.1:0", receiver);
                DatagramSocket client = client()) {
            send(client, server, RecordingReceiver.bytes("REGISTER"));
            RecordingReceiver.Received received = receiver.next();
            CompletableFuture<String> thread = new CompletableFuture<>();

            received.flow().execute(() -> thread.complete(Thread.currentThread().getName()));

            assertEquals(received.thread(), thread.get(20, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @EnumSource(SocketEngine.class)
    void received_manyClients_areAllAnsweredAndEachStaysOnOneThread(SocketEngine engine) throws Exception {
        RecordingReceiver receiver = RecordingReceiver.echo();
        List<DatagramSocket> clients = new ArrayList<>();
        try (TestServer server = start(engine, "udp:127.0.0.1:0", receiver)) {
            for (int i = 0; i < 64; i++) {
                clients.add(client());
            }
            Set<String> threads = new HashSet<>();
            Set<String> threadsOfClients = new HashSet<>();
            for (int round = 0; round < 3; round++) {
                for (DatagramSocket client : clients) {
                    send(client, server, RecordingReceiver.bytes("REGISTER"));
                    receive(client);
                    RecordingReceiver.Received received = receiver.next();
                    threads.add(received.thread());
                    threadsOfClients.add(received.thread() + " of " + received.flow().remote());
                }
            }
            assertEquals(clients.size(), threadsOfClients.size(), "a client's datagrams stay in order");
            // 64 sources that all fall to one of two sockets: once in 2^63 runs
            assertEquals(engine.sharesPorts(), threads.size() == 2, () -> "threads: " + threads);
            assertTrue(receiver.messages.isEmpty());
        } finally {
            clients.forEach(DatagramSocket::close);
        }
    }

    private static TestServer start(SocketEngine engine, String address, RecordingReceiver receiver)
            throws CannotListenException {
        assumeTrue(engine == SocketEngine.NIO || SocketEngine.best() == engine, "no epoll on this machine");
        return TestServer.start(
                engine, address, ConnectionLimits.DEFAULTS, new WebSocketPolicy(List.of()), receiver);
    }

    private static DatagramSocket client() throws IOException {
        DatagramSocket client = new DatagramSocket();
        client.setSoTimeout(20_000);
        return client;
    }

    private static void send(DatagramSocket client, TestServer server, byte[] bytes) throws IOException {
        client.send(new DatagramPacket(bytes, bytes.length, server.socketAddress()));
    }

    private static DatagramPacket receive(DatagramSocket client) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[70_000], 70_000);
        client.receive(packet);
        return packet;
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    }
}
