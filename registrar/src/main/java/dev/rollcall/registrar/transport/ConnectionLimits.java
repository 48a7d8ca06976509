package dev.rollcall.registrar.transport;

import dev.rollcall.modparam.Networks;
import java.time.Duration;

/**
 * What a peer can make the registrar hold and wait for.
 *
 * @param maxConnections connections of all listeners together; one more is closed at once
 * @param maxPerSource connections of one source, as {@link dev.rollcall.registrar.sip.SourceNumber} counts them
 * @param unlimited sources that may have more
 * @param maxMessageBytes one SIP message, start line, headers and body together
 * @param maxUnsentBytes answers that a connection's peer has not taken; beyond it the connection is closed
 * @param handshake from the connection to the end of its TLS, and then of its WebSocket handshake
 * @param firstMessage from the connection to its first whole message or keep-alive
 * @param message from the first to the last byte of a message, and for answers that wait for a peer that does not read
 * @param idle since the last byte from the peer; an hour's registration and five minutes
 */
public record ConnectionLimits(
        int maxConnections,
        int maxPerSource,
        Networks unlimited,
        int maxMessageBytes,
        int maxUnsentBytes,
        Duration handshake,
        Duration firstMessage,
        Duration message,
        Duration idle) {
    /** 16384 connections from anywhere, 64 KiB a message, 1 MiB unsent, 10 s, 60 s, 30 s, 65 min. */
    public static final ConnectionLimits DEFAULTS = new ConnectionLimits(
            16_384,
            65_536,
            1 << 20,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofMinutes(65));

    /** Limits that do not tell sources apart. */
    ConnectionLimits(
            int maxConnections,
            int maxMessageBytes,
            int maxUnsentBytes,
            Duration handshake,
            Duration firstMessage,
            Duration message,
            Duration idle) {
        this(maxConnections, maxConnections, Networks.NONE, maxMessageBytes, maxUnsentBytes, handshake, firstMessage,
                message, idle);
    }

    /** These limits with other numbers of connections, of all sources and of each but those that are not limited. */
    public ConnectionLimits withConnections(int connections, int perSource, Networks unlimitedSources) {
        return new ConnectionLimits(connections, perSource, unlimitedSources, maxMessageBytes, maxUnsentBytes,
                handshake, firstMessage, message, idle);
    }
}
