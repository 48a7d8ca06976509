package dev.rollcall.registrar.sip;

import java.net.InetSocketAddress;

/**
 * The way a request came in and its answer goes out (RFC 5626's term): a connection, or one datagram's source and
 * listener. Every method may be called from any thread; {@link #send} after the peer has gone does nothing.
 */
public interface Flow {
    /** The transport that the request came over. */
    Transport transport();

    /** The source of the request. */
    InetSocketAddress remote();

    /** The listener as OpenSIPS stores it in the socket column: {@code udp:192.0.2.1:5060}, IPv6 in brackets. */
    String socket();

    /** A number that no other connection of this process has; 0 for datagrams. */
    long connectionId();

    /**
     * Sends one whole message. It is copied before this returns, so that the caller may write the next one over it.
     *
     * @param bytes the caller's array
     * @param from where the message starts
     * @param to where it ends, exclusive
     * @param port where the answer goes on the source's address, by RFC 3261 18.2.2 and RFC 3581 4; connections ignore
     *     it
     */
    void send(byte[] bytes, int from, int to, int port);

    /** Runs a task later on the thread that serves this flow. */
    void execute(Runnable task);

    /** Takes note that whoever is at the other end may be there: he has proven a password, or may look contacts up. */
    default void welcome() {}

    /** Lets the peer be silent for so many seconds from now on, whatever else the limit is; nothing for datagrams. */
    default void keepFor(long seconds) {}

    /** Ends the connection, soon; for datagrams there is nothing to end. */
    default void close() {}

    /** The source as log lines name it: {@code udp:192.0.2.9:5060}. */
    default String source() {
        return transport().lowerCase() + ':' + remote().getAddress().getHostAddress() + ':' + remote().getPort();
    }
}
