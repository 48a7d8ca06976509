package dev.rollcall.registrar.sip;

/**
 * Takes what the transports receive: one whole SIP message a call. Called on the flow's thread; never throws, never
 * blocks.
 */
public interface MessageReceiver {
    /**
     * Takes one datagram, frame of a stream, or WebSocket message, well-formed or not.
     *
     * @param bytes the caller's array, which it may reuse once this call has returned
     * @param offset where the message starts
     * @param length the message's bytes, body included
     * @param flow where it came from and where its answer goes
     */
    void received(byte[] bytes, int offset, int length, Flow flow);

    /** Learns that a connection has gone; not called for datagrams. */
    void closed(Flow flow);
}
