package dev.rollcall.registrar.register;

import dev.rollcall.registrar.sip.Header;
import java.util.Optional;

/**
 * An answer that refuses a REGISTER.
 *
 * @param status 400 or above
 * @param reason the reason phrase
 * @param error what is wrong, for the P-Registrar-Error header; OpenSIPS' words where it has some
 * @param header the header that the status asks for, or nothing
 */
record Refusal(int status, String reason, String error, Optional<Header> header) {
    static Refusal badRequest(String error) {
        return new Refusal(400, "Bad Request", error, Optional.empty());
    }

    /** RFC 3261 10.3 step 7 and 21.4.17. */
    static Refusal tooBrief(long minExpires) {
        Header header = new Header("Min-Expires", Long.toString(minExpires));
        return new Refusal(423, "Interval Too Brief", "Expires below the minimum", Optional.of(header));
    }

    /** RFC 3261 21.4.15. */
    static Refusal badExtension(String optionTag, String error) {
        return new Refusal(420, "Bad Extension", error, Optional.of(new Header("Unsupported", optionTag)));
    }

    /** OpenSIPS answers 500 where an AOR does not fit its columns. */
    static Refusal serverError(String error, int retryAfter) {
        return new Refusal(500, "Server Internal Error", error, retryAfter(retryAfter));
    }

    static Refusal unavailable(String error, int retryAfter) {
        return new Refusal(503, "Service Unavailable", error, retryAfter(retryAfter));
    }

    /** @param seconds 0 for none */
    private static Optional<Header> retryAfter(int seconds) {
        return seconds == 0 ? Optional.empty() : Optional.of(new Header("Retry-After", Integer.toString(seconds)));
    }
}
