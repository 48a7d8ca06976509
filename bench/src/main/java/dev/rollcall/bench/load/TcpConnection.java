package dev.rollcall.bench.load;

import dev.rollcall.registrar.sip.SipFramer;
import dev.rollcall.registrar.sip.SipParser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Messages in a stream, told apart by their Content-Length. */
final class TcpConnection implements Connection {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_BYTES = 16 << 10;

    private final Socket socket = new Socket();
    private final byte[] buffer = new byte[READ_BYTES];
    private final Deque<byte[]> messages = new ArrayDeque<>();
    private final SipFramer framer = new SipFramer(SipParser.DEFAULT_MAX_MESSAGE_BYTES, new Messages());
    private String fault;

    TcpConnection(InetSocketAddress target) throws IOException {
        socket.connect(target, CONNECT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(RECEIVE_MILLIS);
    }

    @Override
    public int localPort() {
        return socket.getLocalPort();
    }

    @Override
    public void send(byte[] message) throws IOException {
        socket.getOutputStream().write(message);
    }

    @Override
    public byte[] receive() throws IOException {
        InputStream in = socket.getInputStream();
        while (messages.isEmpty()) {
            int read;
            try {
                read = in.read(buffer);
            } catch (SocketTimeoutException nothingCame) {
                return null;
            }
            if (read < 0) {
                throw new EOFException("the registrar closed the connection");
            }
            framer.received(buffer, 0, read);
            if (fault != null) {
                throw new IOException("what came is no SIP: " + fault);
            }
        }
        return messages.remove();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** What the stream holds: answers to keep, keep-alives that nobody asked for. */
    private final class Messages implements SipFramer.Sink {
        @Override
        public void message(byte[] bytes, int offset, int length) {
            messages.add(Arrays.copyOfRange(bytes, offset, offset + length));
        }

        @Override
        public void keepAlive() {}

        @Override
        public void broken(String cause) {
            fault = cause;
        }
    }
}
