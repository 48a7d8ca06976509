package dev.rollcall.registrar.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.testing.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in: the listener goes on, nothing leaks, nothing surprises it. */
class JunkTest {
    private static final int ROUNDS = 150;
    private static final String MESSAGE = "REGISTER sip:example.com SIP/2.0\r\nContent-Length: 4\r\n\r\nbody";
    private static final String UPGRADE = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Protocol: sip\r\n\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"tcp:127.0.0.1:0", "tls:127.0.0.1:0", "ws:127.0.0.1:0", "wss:127.0.0.1:0"})
    void received_mutatedBytesAndLostConnections_leaveTheListenerServing(String address) throws Exception {
        Random random = new Random(20261121);
        boolean stream = address.startsWith("t");
        try (TestServer server = TestServer.start(address, RecordingReceiver.echo())) {
            for (int i = 0; i < ROUNDS; i++) {
                boolean plain = random.nextInt(4) == 0;
                try (Socket client = plain ? new Socket("127.0.0.1", server.address.port()) : server.connect()) {
                    client.setSoLinger(random.nextBoolean(), 0);
                    byte[] junk = mutated(stream ? MESSAGE + MESSAGE : UPGRADE + "\u0081\u0084\0\0\0\0text", random);
                    OutputStream out = client.getOutputStream();
                    int split = random.nextInt(junk.length);
                    out.write(junk, 0, split);
                    out.flush();
                    out.write(junk, split, junk.length - split);
                    out.flush();
                } catch (IOException e) {
                    // the server may close first
                }
            }
            Await.until("all have gone", () -> server.listeners.connectionCount() == 0);
            assertEquals(0, server.listeners.faultCount(Fault.UNEXPECTED));
            try (Socket client = server.connect()) {
                TestServer.write(client, stream ? MESSAGE : UPGRADE);
                String expected = stream ? MESSAGE : "HTTP/1.1 101";
                assertEquals(expected, TestServer.read(client, expected.length()));
            }
        }
    }

    @Test
    void received_mutatedDatagrams_leaveTheListenerServing() throws Exception {
        Random random = new Random(20261121);
        RecordingReceiver receiver = new RecordingReceiver();
        try (TestServer server = TestServer.start("udp:127.0.0.1:0", receiver);
                DatagramSocket client = new DatagramSocket()) {
            for (int i = 0; i < ROUNDS; i++) {
                byte[] junk = mutated(MESSAGE, random);
                client.send(new DatagramPacket(junk, junk.length, server.socketAddress()));
            }
            client.send(new DatagramPacket(RecordingReceiver.bytes("last"), 4, server.socketAddress()));
            String text = receiver.next().text();
            while (!text.equals("last")) {
                text = receiver.next().text();
            }
            assertEquals(0, server.listeners.faultCount(Fault.UNEXPECTED));
        }
    }

    private static byte[] mutated(String text, Random random) {
        byte[] bytes = RecordingReceiver.bytes(text);
        for (int i = random.nextInt(8); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        byte[] cut = new byte[1 + random.nextInt(bytes.length)];
        System.arraycopy(bytes, 0, cut, 0, cut.length);
        return cut;
    }
}
