package dev.rollcall.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * Reads of an answer what counts here: its status, and by the branch of its Via whose it is. One is reused for all
 * answers; NOT thread-safe.
 */
final class Answer {
    /** What every branch begins with (RFC 3261 8.1.1.7). */
    static final String COOKIE = "z9hG4bK";

    private static final byte[] VERSION = "SIP/2.0 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BRANCH = (";branch=" + COOKIE).getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_DIGITS = 3;

    private final byte phase;
    private int status;
    private int aor;
    private int cseq;
    private int at;

    /** @param phase the letter that branches of the phase begin with */
    Answer(char phase) {
        this.phase = (byte) phase;
    }

    /** Reads an answer; false where it is not one to a REGISTER of this phase. */
    boolean read(byte[] bytes, int from, int to) {
        if (to - from < VERSION.length + STATUS_DIGITS || !matches(VERSION, bytes, from)) {
            return false;
        }
        at = from + VERSION.length;
        status = number(bytes, at + STATUS_DIGITS);
        if (!findBranch(bytes, to) || at == to || bytes[at++] != phase) {
            return false;
        }
        aor = number(bytes, to);
        at++;
        cseq = number(bytes, to);
        return at < to;
    }

    int status() {
        return status;
    }

    /** The AOR's number. */
    int aor() {
        return aor;
    }

    /** The request's CSeq. */
    int cseq() {
        return cseq;
    }

    private boolean findBranch(byte[] bytes, int to) {
        for (int start = at; start <= to - BRANCH.length; start++) {
            if (bytes[start] == ';' && matches(BRANCH, bytes, start)) {
                at = start + BRANCH.length;
                return true;
            }
        }
        return false;
    }

    /** The digits up to the next other character. */
    private int number(byte[] bytes, int to) {
        int number = 0;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + bytes[at++] - '0';
        }
        return number;
    }

    private static boolean matches(byte[] pattern, byte[] bytes, int start) {
        for (int i = 0; i < pattern.length; i++) {
            if (bytes[start + i] != pattern[i]) {
                return false;
            }
        }
        return true;
    }
}
