package dev.rollcall.bench.load;

import dev.rollcall.registrar.sip.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A load, bounded in every direction.
 *
 * @param target the registrar, on loopback
 * @param transport how it is spoken to
 * @param users whose registrations are measured
 * @param warmUp registrations of other users that come first, in a closed loop, and are not measured
 * @param connections how many sockets, 1 to {@link #MAX_CONNECTIONS}
 * @param inFlight how many registrations are under way at once in the closed loop, 1 to {@link #MAX_IN_FLIGHT}
 * @param rate registrations a second of an open loop, 1 to {@link #MAX_RATE}; empty for a closed loop
 * @param firstCseq the first CSeq of every AOR
 * @param expires seconds asked for, 0 to 365 days
 * @param domain the AORs' domain
 * @param digest how challenges are answered; empty where they are not
 * @param timeout when an answer counts as missing, 1 to 32 seconds
 * @param limit when no further registration is begun, 1 to 600 seconds, for the warm-up and what is measured each
 * @param server the registrar's process, whose CPU time is read; empty where nobody asks
 */
record Load(
        InetSocketAddress target,
        Transport transport,
        Users users,
        int warmUp,
        int connections,
        int inFlight,
        OptionalDouble rate,
        int firstCseq,
        int expires,
        String domain,
        Optional<DigestPolicy> digest,
        Duration timeout,
        Duration limit,
        Optional<ProcessHandle> server) {
    static final int MAX_AORS = 10_000_000;
    static final long MAX_COUNT = 100_000_000;
    static final int MAX_CONNECTIONS = 20_000;
    static final int MAX_IN_FLIGHT = 20_000;
    static final int MAX_RATE = 1_000_000;
    static final int MAX_CSEQ = 2_000_000_000;

    private static final int MAX_EXPIRES = 365 * 86_400;

    /**
     * Whose registrations.
     *
     * @param prefix what user names begin with; the AOR's number follows
     * @param aors how many AORs take turns, 1 to {@link #MAX_AORS}
     * @param count how many registrations, 1 to {@link #MAX_COUNT}
     * @param shuffled whether the AORs come in a scattered order
     */
    record Users(String prefix, int aors, long count, boolean shuffled) {
        /** @throws IllegalArgumentException where a value is out of its range, naming the option */
        Users {
            requireRange("--aors", aors, 1, MAX_AORS);
            requireRange("--count", count, 1, MAX_COUNT);
            requireName("--prefix", prefix);
        }
    }

    /** @throws IllegalArgumentException where a value is out of its range, naming the option */
    Load {
        if (!target.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("--target " + target + ": load goes to loopback only");
        }
        requireRange("--warm-up", warmUp, 0, MAX_COUNT);
        requireRange("--connections", connections, 1, MAX_CONNECTIONS);
        requireRange("--in-flight", inFlight, 1, MAX_IN_FLIGHT);
        requireRange("--cseq", firstCseq, 1, MAX_CSEQ);
        requireRange("--expires", expires, 0, MAX_EXPIRES);
        requireRange("--timeout", timeout.toSeconds(), 1, 32);
        requireRange("--limit", limit.toSeconds(), 1, 600);
        if (rate.isPresent() && !(rate.getAsDouble() >= 1 && rate.getAsDouble() <= MAX_RATE)) {
            throw new IllegalArgumentException("--rate " + rate.getAsDouble() + ": allowed is 1 to " + MAX_RATE);
        }
        requireName("--domain", domain);
    }

    private static void requireRange(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(option + " " + value + ": allowed is " + min + " to " + max);
        }
    }

    private static void requireName(String option, String value) {
        if (!value.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9-])?")) {
            throw new IllegalArgumentException(option + " " + value + ": allowed are letters, digits, '.' and '-'");
        }
    }
}
