package dev.rollcall.registrar.register;

/**
 * An answer that refuses a REGISTER.
 *
 * @param status 400 or above
 * @param reason the reason phrase
 * @param error what is wrong, for the P-Registrar-Error header; OpenSIPS' words where it has some
 * @param retryAfter seconds for Retry-After; 0 for none
 */
record Refusal(int status, String reason, String error, int retryAfter) {
    static Refusal badRequest(String error) {
        return new Refusal(400, "Bad Request", error, 0);
    }

    /** OpenSIPS answers 500 where an AOR does not fit its columns. */
    static Refusal serverError(String error, int retryAfter) {
        return new Refusal(500, "Server Internal Error", error, retryAfter);
    }

    static Refusal unavailable(String error, int retryAfter) {
        return new Refusal(503, "Service Unavailable", error, retryAfter);
    }
}
