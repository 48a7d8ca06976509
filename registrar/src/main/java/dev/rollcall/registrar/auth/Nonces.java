package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import dev.rollcall.octets.SipHash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Makes nonces and tells its own from others, without remembering them; thread-safe.
 *
 * <p>A nonce is 11 characters of issue time and 16 of a keyed hash over it, 96 bits of SipHash-2-4 under a key that
 * lives as long as the process; six bits a character, in the letters of base64url. The issue time counts nanoseconds of
 * a monotonic clock and no two nonces share one, so it names the nonce. With its 27 characters the text that a client
 * hashes fits two blocks of MD5.
 */
final class Nonces {
    /** How long a nonce is. */
    static final int LENGTH = 27;
    /** Instead of an issue time: the nonce is not ours. */
    static final long NOT_OURS = -1;

    private static final byte[] LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);
    private static final int BITS = 6;
    private static final int TIME_LETTERS = 11;
    private static final int HASH_LETTERS = 8;
    private static final byte[] VALUES = values();

    private final long lifetimeNanos;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private final AtomicLong lastIssued = new AtomicLong(-1);
    private final long key0;
    private final long key1;

    /**
     * @param lifetime how long a nonce may be used
     * @param nanoClock monotonic nanoseconds, as {@link System#nanoTime}
     */
    Nonces(Duration lifetime, LongSupplier nanoClock) {
        this.lifetimeNanos = lifetime.toNanos();
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
        SecureRandom random = new SecureRandom();
        this.key0 = random.nextLong();
        this.key1 = random.nextLong();
    }

    /** A new nonce. */
    Octets issue() {
        long issued = lastIssued.accumulateAndGet(elapsedNanos(), (last, now) -> Math.max(last + 1, now));
        return Octets.of(nonce(issued), 0, LENGTH);
    }

    /** The issue time of a nonce that this object made; {@link #NOT_OURS} for any other text. */
    long issueTime(Octets nonce) {
        if (nonce.length() != LENGTH) {
            return NOT_OURS;
        }
        long issued = 0;
        for (int i = 0; i < TIME_LETTERS; i++) {
            issued = issued << BITS | VALUES[nonce.array()[nonce.from() + i] & 0xff];
        }
        // Made again and compared whole: a text that only decodes to a nonce is none.
        byte[] ours = nonce(issued);
        int difference = 0;
        for (int i = 0; i < LENGTH; i++) {
            difference |= ours[i] ^ nonce.array()[nonce.from() + i];
        }
        return difference == 0 ? issued : NOT_OURS;
    }

    /** Whether a nonce of that issue time is too old to be used. */
    boolean isAged(long issueTime) {
        return elapsedNanos() - issueTime > lifetimeNanos;
    }

    private long elapsedNanos() {
        return nanoClock.getAsLong() - startNanos;
    }

    private byte[] nonce(long issued) {
        SipHash hash = SipHash.of128(key0, key1);
        hash.addWord(issued);
        byte[] nonce = new byte[LENGTH];
        write(issued, nonce, 0, TIME_LETTERS);
        write(hash.value(), nonce, TIME_LETTERS, TIME_LETTERS + HASH_LETTERS);
        write(hash.secondValue(), nonce, TIME_LETTERS + HASH_LETTERS, LENGTH);
        return nonce;
    }

    /** Writes the lowest bits of a number. */
    private static void write(long number, byte[] target, int from, int to) {
        long rest = number;
        for (int i = to - 1; i >= from; i--) {
            target[i] = LETTERS[(int) rest & (1 << BITS) - 1];
            rest >>>= BITS;
        }
    }

    /** What each byte stands for; 0 for one that is no letter, which the comparison finds. */
    private static byte[] values() {
        byte[] values = new byte[256];
        for (int i = 0; i < LETTERS.length; i++) {
            values[LETTERS[i]] = (byte) i;
        }
        return values;
    }
}
