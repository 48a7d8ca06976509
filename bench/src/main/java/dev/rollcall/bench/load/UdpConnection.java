package dev.rollcall.bench.load;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** Messages as datagrams. */
final class UdpConnection implements Connection {
    private static final int MAX_DATAGRAM_BYTES = 65_535;

    private final DatagramSocket socket;
    private final byte[] buffer = new byte[MAX_DATAGRAM_BYTES];

    UdpConnection(InetSocketAddress target) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(target.getAddress(), 0));
        // connected, so that a port where nobody listens is an error and not silence
        socket.connect(target);
        socket.setSoTimeout(RECEIVE_MILLIS);
    }

    @Override
    public int localPort() {
        return socket.getLocalPort();
    }

    @Override
    public void send(byte[] message) throws IOException {
        try {
            socket.send(new DatagramPacket(message, message.length));
        } catch (PortUnreachableException e) {
            throw nobodyListens(e);
        }
    }

    @Override
    public byte[] receive() throws IOException {
        DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
        try {
            socket.receive(datagram);
        } catch (SocketTimeoutException nothingCame) {
            return null;
        } catch (PortUnreachableException e) {
            throw nobodyListens(e);
        }
        return Arrays.copyOf(buffer, datagram.getLength());
    }

    @Override
    public void close() {
        socket.close();
    }

    /** Java gives this exception no message. */
    private static IOException nobodyListens(PortUnreachableException cause) {
        return new IOException("nobody listens there", cause);
    }
}
