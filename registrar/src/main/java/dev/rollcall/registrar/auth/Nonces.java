package dev.rollcall.registrar.auth;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes nonces and tells its own from others, without remembering them; thread-safe.
 *
 * <p>A nonce is the base64url of 8 bytes of issue time, 8 random bytes and 16 bytes of HMAC-SHA-256 over both, under a
 * key that lives as long as the process. The issue time counts nanoseconds of a monotonic clock and no two nonces share
 * one, so it names the nonce.
 */
final class Nonces {
    private static final String MAC_NAME = "HmacSHA256";
    private static final int SIGNED_BYTES = 16;
    private static final int MAC_BYTES = 16;
    private static final int NONCE_CHARS = 43;

    private final long lifetimeNanos;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private final AtomicLong lastIssued = new AtomicLong(-1);
    private final SecureRandom random = new SecureRandom();
    private final Mac keyed;

    /**
     * @param lifetime how long a nonce may be used
     * @param nanoClock monotonic nanoseconds, as {@link System#nanoTime}
     */
    Nonces(Duration lifetime, LongSupplier nanoClock) {
        this.lifetimeNanos = lifetime.toNanos();
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
        this.keyed = keyed(random);
    }

    /** A new nonce. */
    String issue() {
        long issued = lastIssued.accumulateAndGet(elapsedNanos(), (last, now) -> Math.max(last + 1, now));
        byte[] nonce = new byte[SIGNED_BYTES + MAC_BYTES];
        ByteBuffer.wrap(nonce).putLong(issued).putLong(random.nextLong());
        System.arraycopy(mac(nonce), 0, nonce, SIGNED_BYTES, MAC_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }

    /** The issue time of a nonce that this object made; nothing for any other text. */
    OptionalLong issueTime(String nonce) {
        if (nonce.length() != NONCE_CHARS) {
            return OptionalLong.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException notBase64) {
            return OptionalLong.empty();
        }
        byte[] claimed = Arrays.copyOfRange(bytes, SIGNED_BYTES, SIGNED_BYTES + MAC_BYTES);
        boolean ours = MessageDigest.isEqual(claimed, Arrays.copyOf(mac(bytes), MAC_BYTES));
        return ours ? OptionalLong.of(ByteBuffer.wrap(bytes).getLong()) : OptionalLong.empty();
    }

    /** Whether a nonce of that issue time is too old to be used. */
    boolean isAged(long issueTime) {
        return elapsedNanos() - issueTime > lifetimeNanos;
    }

    private long elapsedNanos() {
        return nanoClock.getAsLong() - startNanos;
    }

    private byte[] mac(byte[] nonce) {
        try {
            Mac mac = (Mac) keyed.clone();
            mac.update(nonce, 0, SIGNED_BYTES);
            return mac.doFinal();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(MAC_NAME + " of this Java platform cannot be cloned", e);
        }
    }

    private static Mac keyed(SecureRandom random) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        try {
            Mac mac = Mac.getInstance(MAC_NAME);
            mac.init(new SecretKeySpec(key, MAC_NAME));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + MAC_NAME, e);
        }
    }
}
