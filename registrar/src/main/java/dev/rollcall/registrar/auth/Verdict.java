package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.sip.Flow;
import java.util.function.Consumer;

/** What became of a request's credentials, and so how it is answered. */
public sealed interface Verdict {
    /** The credentials are right, and those of whom the request is from and about; it goes on. */
    record Granted() implements Verdict {}

    /**
     * Answered 401. No credentials, wrong ones, an unknown user and an aged nonce all look alike but for {@code stale}.
     *
     * @param headers the WWW-Authenticate headers, the best algorithm first (RFC 8760 2.3), each ended by CRLF
     * @param inVain whether credentials for an earlier challenge came, and were wrong; no answer says so
     */
    record Challenge(Octets headers, boolean inVain) implements Verdict {}

    /**
     * Answered 400: the credentials cannot be read.
     *
     * @param cause what is wrong with them, fit for the answer; quotes nothing that was received
     */
    record Malformed(String cause) implements Verdict {}

    /**
     * Answered 403: the credentials are right, but those of somebody else.
     *
     * @param reason for the log; may quote what was received, never a secret
     */
    record Forbidden(String reason) implements Verdict {}

    /**
     * Answered 503: the credentials could not be looked up now.
     *
     * @param retryAfterSeconds the Retry-After value
     */
    record Unavailable(int retryAfterSeconds) implements Verdict {}

    /** Not known yet: a database has to be asked. Refers to the request until {@link #decide} returns. */
    non-sealed interface Undecided extends Verdict {
        /**
         * Asks; called once on the flow's thread, neither blocks nor throws.
         *
         * @param done gets another verdict than this, exactly once, later on the flow's thread: through
         *     {@link Flow#execute}
         */
        void decide(Flow flow, Consumer<Verdict> done);
    }
}
