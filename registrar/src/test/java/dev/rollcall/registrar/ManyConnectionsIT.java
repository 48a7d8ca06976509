package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.rollcall.registrar.sip.Transport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a power cut all phones of a town connect at once. */
class ManyConnectionsIT {
    private static final int CONNECTIONS = 10_000;
    private static final int OTHER_FILES = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final byte[] OPTIONS = """
            OPTIONS sip:127.0.0.1 SIP/2.0
            Via: SIP/2.0/TCP 127.0.0.1:5999;branch=z9hG4bK-many
            Max-Forwards: 70
            From: <sip:many@example.com>;tag=phone
            To: <sip:many@example.com>
            Call-ID: many
            CSeq: 1 OPTIONS
            Content-Length: 0

            """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;

    private final ByteBuffer answer = ByteBuffer.allocate(4096);
    private int answered;

    @Test
    void tenThousandConnectionsAtOnce_areAllServedAndAllStayOpen() throws Exception {
        assumeTrue(fileLimit() > CONNECTIONS + OTHER_FILES, "this process may not open " + CONNECTIONS + " sockets");
        List<SocketChannel> phones = new ArrayList<>();
        try (RegistrarProcess registrar = RegistrarProcess.start(
                        directory, "--listen", "tcp:127.0.0.1:0", "--set", "usrloc.sql_write_mode=none");
                Selector selector = Selector.open()) {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", registrar.port(Transport.TCP));
            for (int i = 0; i < CONNECTIONS; i++) {
                SocketChannel phone = SocketChannel.open();
                phones.add(phone);
                phone.configureBlocking(false);
                phone.register(selector, SelectionKey.OP_CONNECT);
                phone.connect(address);
            }
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (answered < CONNECTIONS) {
                assertTrue(System.nanoTime() - end < 0, () -> "answered so far: " + answered);
                selector.select(this::serve, 1000);
            }
            // one that had been closed would be readable
            selector.selectNow();
            assertEquals(0, selector.selectedKeys().size());
        } finally {
            for (SocketChannel phone : phones) {
                phone.close();
            }
        }
    }

    private void serve(SelectionKey key) {
        SocketChannel phone = (SocketChannel) key.channel();
        try {
            if (key.isConnectable()) {
                phone.finishConnect();
                assertEquals(OPTIONS.length, phone.write(ByteBuffer.wrap(OPTIONS)));
                key.interestOps(SelectionKey.OP_READ);
            } else {
                phone.read(answer.clear());
                String text = StandardCharsets.US_ASCII.decode(answer.flip()).toString();
                assertTrue(text.startsWith("SIP/2.0 200 ") && text.endsWith("\r\n\r\n"), text);
                answered++;
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long fileLimit() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : 0;
    }
}
