package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import dev.rollcall.uri.SipChars;
import java.nio.charset.StandardCharsets;

/** Bytes as hex digits and back, without a text between. */
final class HexDigits {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private HexDigits() {}

    /** Whether a text is so many hex digits, in any case. */
    static boolean are(Octets text, int count) {
        return text.length() == count
                && SipChars.endOfRun(text.array(), text.from(), text.to(), SipChars.HEX) == text.to();
    }

    /** Writes bytes in lower case; returns the index behind the last digit. */
    static int write(byte[] bytes, int count, byte[] target, int from) {
        int at = from;
        for (int i = 0; i < count; i++) {
            target[at++] = DIGITS[bytes[i] >> 4 & 0xf];
            target[at++] = DIGITS[bytes[i] & 0xf];
        }
        return at;
    }

    /** The bytes that hex digits stand for. */
    static byte[] read(Octets digits) {
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) byteAt(digits, i);
        }
        return bytes;
    }

    /** The byte that the digits 2 * index and the next one stand for. */
    static int byteAt(Octets digits, int index) {
        int at = digits.from() + 2 * index;
        return value(digits.array()[at]) << 4 | value(digits.array()[at + 1]);
    }

    private static int value(int digit) {
        return digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
    }
}
