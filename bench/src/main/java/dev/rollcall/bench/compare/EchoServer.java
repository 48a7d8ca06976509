package dev.rollcall.bench.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * {@code java -cp bench/target/bench.jar dev.rollcall.bench.compare.EchoServer udp|tcp PORT}: answers each REGISTER on
 * 127.0.0.1 with its own header lines under {@code SIP/2.0 200 OK}, and does nothing else. One thread. It pays for
 * Java's own way to a socket, so it says what Java can reach and not what the kernel costs.
 */
public final class EchoServer {
    private static final byte[] STATUS = "SIP/2.0 200 OK\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int RECEIVE_BYTES = 4 << 20;

    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer out = ByteBuffer.allocateDirect(2 * BUFFER_BYTES);

    private EchoServer() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 2 || !args[0].matches("udp|tcp") || !args[1].matches("[0-9]{1,5}")) {
            System.err.println("usage: EchoServer udp|tcp PORT");
            System.exit(2);
        }
        SocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
        EchoServer server = new EchoServer();
        if (args[0].equals("udp")) {
            server.serveDatagrams(here);
        } else {
            server.serveStreams(here);
        }
    }

    private void serveDatagrams(SocketAddress here) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
            channel.bind(here);
            while (true) {
                SocketAddress peer = channel.receive(in.clear());
                out.clear();
                answer(in.flip(), in.limit());
                if (out.flip().hasRemaining()) {
                    channel.send(out, peer);
                }
            }
        }
    }

    private void serveStreams(SocketAddress here) throws IOException {
        try (Selector selector = Selector.open(); ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(here, 4096).configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
            while (true) {
                selector.select();
                for (Iterator<SelectionKey> ready = selector.selectedKeys().iterator(); ready.hasNext();) {
                    SelectionKey key = ready.next();
                    ready.remove();
                    if (key.isAcceptable()) {
                        accept(listener, selector);
                    } else {
                        serve(key);
                    }
                }
            }
        }
    }

    private static void accept(ServerSocketChannel listener, Selector selector) throws IOException {
        for (SocketChannel peer = listener.accept(); peer != null; peer = listener.accept()) {
            peer.setOption(StandardSocketOptions.TCP_NODELAY, true);
            peer.configureBlocking(false);
            peer.register(selector, SelectionKey.OP_READ);
        }
    }

    /** Requests have no body and are sent whole, so what was read ends where a request ends. */
    private void serve(SelectionKey key) throws IOException {
        SocketChannel peer = (SocketChannel) key.channel();
        if (peer.read(in.clear()) < 0) {
            peer.close();
            return;
        }
        in.flip();
        out.clear();
        for (int end = endOfRequest(); end > 0; end = endOfRequest()) {
            answer(in, end);
        }
        out.flip();
        while (out.hasRemaining()) {
            peer.write(out);
        }
    }

    private int endOfRequest() {
        for (int at = in.position(); at + 3 < in.limit(); at++) {
            if (in.get(at) == '\r' && in.get(at + 2) == '\r' && in.get(at + 3) == '\n') {
                return at + 4;
            }
        }
        return -1;
    }

    /** Adds the answer to the request that ends there, or nothing where it is none. */
    private void answer(ByteBuffer request, int end) {
        int limit = request.limit();
        while (request.position() < end && request.get() != '\n') {
            continue;
        }
        if (request.position() < end) {
            out.put(STATUS).put(request.limit(end));
        }
        request.limit(limit);
    }
}
