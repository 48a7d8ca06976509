package dev.rollcall.bench.load;

import java.io.IOException;

/** A socket to the registrar; for one thread. */
interface Connection extends AutoCloseable {
    /** How long {@link #receive} waits at most. */
    int RECEIVE_MILLIS = 50;

    /** Opens one. */
    static Connection open(Load load) throws IOException {
        return switch (load.transport()) {
            case UDP -> new UdpConnection(load.target());
            case TCP -> new TcpConnection(load.target());
            default -> throw new IllegalArgumentException("no load over " + load.transport());
        };
    }

    /** The port that it sends from. */
    int localPort();

    /** Sends one message. */
    void send(byte[] message) throws IOException;

    /** The next message, or {@code null} where none came for {@link #RECEIVE_MILLIS}. */
    byte[] receive() throws IOException;

    @Override
    void close() throws IOException;
}
