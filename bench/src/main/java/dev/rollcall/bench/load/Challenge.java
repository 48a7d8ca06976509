package dev.rollcall.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a 401 asks for (RFC 7616 3.3).
 *
 * @param realm the realm
 * @param nonce the nonce
 * @param opaque to be sent back; empty where there is none
 * @param qop whether {@code qop=auth} is to be used
 */
record Challenge(String realm, String nonce, String opaque, boolean qop) {
    private static final String HEADER = "\r\nWWW-Authenticate: Digest ";

    /** The challenge for an algorithm in an answer; nothing where it offers others only. */
    static Optional<Challenge> find(byte[] answer, int from, int to, String algorithm) {
        String text = new String(answer, from, to - from, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf(HEADER); at >= 0; at = text.indexOf(HEADER, at + 1)) {
            String header = text.substring(at + HEADER.length(), text.indexOf("\r\n", at + HEADER.length()));
            String offered = parameter(header, "algorithm=");
            if (offered.isEmpty() ? algorithm.equals("MD5") : offered.equals(algorithm)) {
                return Optional.of(new Challenge(
                        parameter(header, "realm="), parameter(header, "nonce="), parameter(header, "opaque="),
                        !parameter(header, "qop=").isEmpty()));
            }
        }
        return Optional.empty();
    }

    /** A parameter's value without its quotes; empty where it is not there. */
    private static String parameter(String header, String name) {
        int at = header.indexOf(name);
        if (at < 0) {
            return "";
        }
        int start = at + name.length();
        boolean quoted = start < header.length() && header.charAt(start) == '"';
        int end = header.indexOf(quoted ? '"' : ',', start + 1);
        return header.substring(quoted ? start + 1 : start, end < 0 ? header.length() : end).strip();
    }
}
