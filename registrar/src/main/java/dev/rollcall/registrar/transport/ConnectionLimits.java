package dev.rollcall.registrar.transport;

import dev.rollcall.modparam.Networks;
import java.time.Duration;

/**
 * What a peer can make the registrar hold and wait for.
 *
 * @param maxConnections connections of all listeners together; one more is closed at once
 * @param trusted sources that the next two are not for
 * @param maxPerSource connections of one source, as {@link dev.rollcall.registrar.sip.SourceNumber} counts them
 * @param welcome from the connection to {@link dev.rollcall.registrar.sip.Flow#welcome}; zero for ever
 * @param maxMessageBytes one SIP message, start line, headers and body together
 * @param maxUnsentBytes answers that a connection's peer has not taken; beyond it the connection is closed
 * @param handshake from the connection to the end of its TLS, and then of its WebSocket handshake
 * @param firstMessage from the connection to its first whole message or keep-alive
 * @param message from the first to the last byte of a message, and for answers that wait for a peer that does not read
 * @param idle since the last byte from the peer; an hour's registration and five minutes. A connection that a contact
 *     came over is kept as long as that is valid
 */
public record ConnectionLimits(
        int maxConnections,
        Networks trusted,
        int maxPerSource,
        Duration welcome,
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
        this(maxConnections, Networks.NONE, maxConnections, Duration.ZERO, maxMessageBytes, maxUnsentBytes, handshake,
                firstMessage, message, idle);
    }

    /** These limits with another number of connections, whatever their sources. */
    public ConnectionLimits withConnections(int connections) {
        return new ConnectionLimits(
                connections, maxMessageBytes, maxUnsentBytes, handshake, firstMessage, message, idle);
    }

    /** These limits with such for sources that are not trusted. */
    public ConnectionLimits withStrangers(Networks trustedSources, int perSource, Duration toBeWelcome) {
        return new ConnectionLimits(maxConnections, trustedSources, perSource, toBeWelcome, maxMessageBytes,
                maxUnsentBytes, handshake, firstMessage, message, idle);
    }
}
