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
        byte[] nonce = new byte[LENGTH];
        return Octets.of(nonce, 0, issue(nonce, 0));
    }

    /** Writes a new nonce into an array; returns the index behind it. */
    int issue(byte[] target, int at) {
        long issued = lastIssued.accumulateAndGet(elapsedNanos(), (last, now) -> Math.max(last + 1, now));
        return write(issued, target, at);
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
        byte[] ours = new byte[LENGTH];
        write(issued, ours, 0);
        int difference = 0;
        for (int i = 0; i < LENGTH; i++) {
            difference |= ours[i] ^ nonce.array()[nonce.from() + i];
        }
        return difference == 0 ? issued : NOT_OURS;
    }

    /** The issue time of the oldest nonces that may still be used; below 0 while none has aged. */
    long oldest() {
        return elapsedNanos() - lifetimeNanos;
    }

    private long elapsedNanos() {
        return nanoClock.getAsLong() - startNanos;
    }

    private int write(long issued, byte[] target, int at) {
        SipHash hash = SipHash.of128(key0, key1);
        hash.addWord(issued);
        int end = write(issued, target, at, TIME_LETTERS);
        end = write(hash.value(), target, end, HASH_LETTERS);
        return write(hash.secondValue(), target, end, HASH_LETTERS);
    }

    /** Writes the lowest bits of a number; returns the index behind them. */
    private static int write(long number, byte[] target, int at, int letters) {
        long rest = number;
        for (int i = at + letters - 1; i >= at; i--) {
            target[i] = LETTERS[(int) rest & (1 << BITS) - 1];
            rest >>>= BITS;
        }
        return at + letters;
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
