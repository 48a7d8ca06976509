package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import dev.rollcall.uri.Ascii;

/** Compares received bytes with words of ours, whose letters SIP takes in any case. */
final class AsciiText {
    private AsciiText() {}

    /** Whether received bytes are a word of ASCII, in any case. */
    static boolean equalsIgnoreCase(Octets received, String word) {
        return equalsIgnoreCase(received.array(), received.from(), received.to(), word);
    }

    /** Whether a range of received bytes is a word of ASCII, in any case. */
    static boolean equalsIgnoreCase(byte[] received, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Ascii.lowerCase(received[from + i]) != Ascii.lowerCase(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether two runs of bytes are the same in any case. */
    static boolean equalsIgnoreCase(Octets left, Octets right) {
        return left.length() == right.length()
                && Ascii.equalsIgnoreCase(left.array(), left.from(), right.array(), right.from(), left.length());
    }
}
