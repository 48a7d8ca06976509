package dev.rollcall.registrar.transport;

import java.time.Duration;

/** What connections are waited for, made once for all of them. */
final class Waits {
    /** What an ending connection gives its answers under way, and the peer to close first. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    final Wait handshake;
    final Wait firstMessage;
    final Wait welcome;
    final Wait rest;
    final Wait answersRead;
    final Wait idle;
    final Wait end = new Wait(LINGER, "");

    Waits(ConnectionLimits limits) {
        handshake = new Wait(limits.handshake(), "no handshake within " + seconds(limits.handshake()));
        firstMessage = new Wait(limits.firstMessage(), "no message within " + seconds(limits.firstMessage()));
        welcome = new Wait(limits.welcome(), "not authenticated within " + seconds(limits.welcome()));
        rest = new Wait(limits.message(), "a message unfinished after " + seconds(limits.message()));
        answersRead = new Wait(limits.message(), "its answers unread for " + seconds(limits.message()));
        idle = new Wait(limits.idle(), "idle for " + seconds(limits.idle()));
    }

    private static String seconds(Duration limit) {
        return limit.toSeconds() + " s";
    }

    /**
     * One of them.
     *
     * @param limit how long
     * @param inVain what is said afterwards
     */
    record Wait(Duration limit, String inVain) {}
}
