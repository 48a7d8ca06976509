package dev.rollcall.bench.load;

import dev.rollcall.registrar.sip.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A load, bounded in every direction.
 *
 * @param target the registrar, on loopback
 * @param transport UDP or TCP
 * @param aors how many AORs register, 1 to {@link #MAX_AORS}
 * @param rounds how often each does, 1 to {@link #MAX_ROUNDS}
 * @param connections how many sockets, 1 to {@link #MAX_CONNECTIONS}
 * @param phones how many REGISTERs are under way on each socket, 1 to {@link #MAX_PHONES}
 * @param expires seconds asked for, 0 to 365 days
 * @param domain the AORs' domain
 * @param timeout when an answer counts as missing, 1 to 32 seconds
 * @param limit when no further REGISTER is sent, 1 to 600 seconds
 */
record Load(
        InetSocketAddress target,
        Transport transport,
        int aors,
        int rounds,
        int connections,
        int phones,
        int expires,
        String domain,
        Duration timeout,
        Duration limit) {
    static final int MAX_AORS = 1_000_000;
    static final int MAX_ROUNDS = 1_000;
    static final int MAX_CONNECTIONS = 256;
    /** What is under way on a connection fits its socket's buffers, so that writing never waits for reading. */
    static final int MAX_PHONES = 64;

    private static final int MAX_EXPIRES = 365 * 86_400;

    /** @throws IllegalArgumentException where a value is out of its range, naming the option */
    Load {
        if (!target.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("--target " + target + ": load goes to loopback only");
        }
        if (transport != Transport.UDP && transport != Transport.TCP) {
            throw new IllegalArgumentException("--transport " + transport.lowerCase() + ": allowed are udp and tcp");
        }
        requireRange("--aors", aors, 1, MAX_AORS);
        requireRange("--rounds", rounds, 1, MAX_ROUNDS);
        requireRange("--connections", connections, 1, MAX_CONNECTIONS);
        requireRange("--phones", phones, 1, MAX_PHONES);
        requireRange("--expires", expires, 0, MAX_EXPIRES);
        requireRange("--timeout", timeout.toSeconds(), 1, 32);
        requireRange("--limit", limit.toSeconds(), 1, 600);
        if (!domain.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?")) {
            throw new IllegalArgumentException("--domain " + domain + ": allowed are letters, digits, '.' and '-'");
        }
    }

    private static void requireRange(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(option + " " + value + ": allowed is " + min + " to " + max);
        }
    }

    /** How many REGISTERs that makes. */
    long registrations() {
        return (long) aors * rounds;
    }

    /** How many REGISTERs can be under way at once; an AOR has one at a time. */
    int lanes() {
        return Math.min(connections * phones, aors);
    }
}
