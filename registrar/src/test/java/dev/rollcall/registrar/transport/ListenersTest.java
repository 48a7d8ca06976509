package dev.rollcall.registrar.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.sip.Flow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenersTest {
    private static final WebSocketPolicy POLICY = new WebSocketPolicy(List.of());
    private static final String MESSAGE = "REGISTER sip:example.com SIP/2.0\r\nContent-Length: 0\r\n\r\n";

    private static Listeners start(List<String> addresses, RecordingReceiver receiver) throws CannotListenException {
        List<ListenAddress> parsed = addresses.stream().map(ListenAddress::parse).toList();
        return Listeners.start(parsed, Optional.empty(), POLICY, ConnectionLimits.DEFAULTS, receiver);
    }

    private static Socket connect(Listeners listeners) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), listeners.boundAddresses().get(0).port());
    }

    @Test
    void start_allTransports_listenOnTheirAddressesInOrder(@TempDir Path directory) throws Exception {
        List<ListenAddress> addresses = List.of(
                ListenAddress.parse("udp:localhost:0"),
                ListenAddress.parse("tcp:127.0.0.1:0"),
                ListenAddress.parse("tls:127.0.0.1:0"),
                ListenAddress.parse("ws:127.0.0.1:0"),
                ListenAddress.parse("wss:127.0.0.1:0"));
        Optional<TlsIdentity> identity = Optional.of(TlsIdentity.selfSigned(directory));
        try (Listeners listeners = Listeners.start(
                addresses, identity, POLICY, ConnectionLimits.DEFAULTS, new RecordingReceiver())) {
            List<ListenAddress> bound = listeners.boundAddresses();
            assertEquals(addresses.size(), bound.size());
            for (int i = 0; i < bound.size(); i++) {
                assertEquals(addresses.get(i).transport(), bound.get(i).transport());
                assertEquals("127.0.0.1", bound.get(i).host());
                assertNotEquals(0, bound.get(i).port());
            }
        }
    }

    @Test
    void start_tlsWithoutACertificate_isRefused() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> start(List.of("tls:127.0.0.1:0"), new RecordingReceiver()));
        assertEquals("tls:127.0.0.1:0 needs a certificate", refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp:127.0.0.1:", "tcp:127.0.0.1:", "udp:[::1]:"})
    void start_portTaken_namesTheListenerAndOpensNone(String prefix) throws Exception {
        RecordingReceiver receiver = new RecordingReceiver();
        try (Listeners first = start(List.of(prefix + "0"), receiver);
                Listeners free = start(List.of("tcp:127.0.0.1:0"), receiver)) {
            ListenAddress taken = first.boundAddresses().get(0);
            ListenAddress other = free.boundAddresses().get(0);
            free.close(Duration.ofSeconds(5));

            CannotListenException thrown = assertThrows(
                    CannotListenException.class,
                    () -> start(List.of(other.toString(), taken.toString()), receiver));

            assertEquals("cannot listen on " + taken + ": Address already in use", thrown.getMessage());
            start(List.of(other.toString()), receiver).close();
        }
    }

    @ParameterizedTest
    @EnumSource(SocketEngine.class)
    void start_portTaken_namesTheReasonOnAnyEngine(SocketEngine engine) throws Exception {
        if (engine == SocketEngine.EPOLL && SocketEngine.best() != engine) {
            return;
        }
        RecordingReceiver receiver = new RecordingReceiver();
        for (String transport : List.of("udp", "tcp")) {
            try (TestServer first = TestServer.start(
                    engine, transport + ":127.0.0.1:0", ConnectionLimits.DEFAULTS, POLICY, receiver)) {
                CannotListenException thrown = assertThrows(
                        CannotListenException.class,
                        () -> TestServer.start(
                                engine, first.address.toString(), ConnectionLimits.DEFAULTS, POLICY, receiver));
                assertEquals("cannot listen on " + first.address + ": Address already in use", thrown.getMessage());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp:192.0.2.1:0", "tcp:192.0.2.1:0"})
    void start_addressOfAnotherMachine_isNamed(String address) {
        CannotListenException thrown =
                assertThrows(CannotListenException.class, () -> start(List.of(address), new RecordingReceiver()));
        assertEquals("cannot listen on " + address + ": Cannot assign requested address", thrown.getMessage());
    }

    @Test
    void start_unknownHost_isNamed() {
        CannotListenException thrown = assertThrows(
                CannotListenException.class,
                () -> start(List.of("tcp:no.such.host.invalid:0"), new RecordingReceiver()));
        assertEquals(
                "cannot listen on tcp:no.such.host.invalid:0: no address is known for this host", thrown.getMessage());
    }

    @Test
    void stopAccepting_letsAnswersOutAndTakesNothingMore() throws Exception {
        RecordingReceiver receiver = new RecordingReceiver();
        try (Listeners listeners = start(List.of("tcp:127.0.0.1:0"), receiver);
                Socket client = connect(listeners)) {
            client.setSoTimeout(20_000);
            TestServer.write(client, MESSAGE);
            Flow flow = receiver.next().flow();

            listeners.stopAccepting();
            TestServer.write(client, MESSAGE);
            RecordingReceiver.send(flow, RecordingReceiver.bytes("answer"), 0);

            assertEquals("answer", TestServer.read(client, 6));
            assertThrows(IOException.class, () -> connect(listeners).close());
            listeners.close(Duration.ofSeconds(5));
            assertTrue(receiver.messages.isEmpty());
        }
    }

    @Test
    void stopAccepting_whileAMessageIsBeingReceived_waitsForIt() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean left = new AtomicBoolean();
        RecordingReceiver receiver = new RecordingReceiver((text, flow) -> {
            entered.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            left.set(true);
        });
        try (Listeners listeners = start(List.of("tcp:127.0.0.1:0"), receiver);
                Socket client = connect(listeners)) {
            TestServer.write(client, MESSAGE);
            entered.await();
            AtomicBoolean leftBefore = new AtomicBoolean();
            Thread stopper = new Thread(() -> {
                listeners.stopAccepting();
                leftBefore.set(left.get());
            });
            stopper.start();
            go.countDown();
            stopper.join();
            assertTrue(leftBefore.get());
        }
    }

    @Test
    void close_answersUnderWay_goOutFirst() throws Exception {
        byte[] answer = new byte[3_000_000];
        RecordingReceiver receiver = new RecordingReceiver((text, flow) -> RecordingReceiver.send(flow, answer, 0));
        Listeners listeners = start(List.of("tcp:127.0.0.1:0"), receiver);
        try (Socket client = connect(listeners)) {
            client.setSoTimeout(20_000);
            TestServer.write(client, MESSAGE);
            receiver.next();
            Thread closer = new Thread(listeners::close);
            closer.start();

            assertEquals(answer.length, TestServer.read(client, Integer.MAX_VALUE).length());
            closer.join();
        }
    }

    @Test
    void close_peerThatDoesNotRead_isNotWaitedForBeyondTheLimit() throws Exception {
        RecordingReceiver receiver =
                new RecordingReceiver((text, flow) -> RecordingReceiver.send(flow, new byte[32 << 20], 0));
        Listeners listeners = start(List.of("tcp:127.0.0.1:0"), receiver);
        try (Socket client = connect(listeners)) {
            TestServer.write(client, MESSAGE);
            Flow flow = receiver.next().flow();

            listeners.close(Duration.ofMillis(200));

            assertEquals(0, listeners.connectionCount());
            RecordingReceiver.send(flow, RecordingReceiver.bytes("late"), 0);
            flow.execute(() -> {});
            assertEquals(flow, receiver.nextClosed());
        }
    }
}
