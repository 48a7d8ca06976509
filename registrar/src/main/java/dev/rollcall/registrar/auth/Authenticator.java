package dev.rollcall.registrar.auth;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.SipRequest;

/** Decides whether a REGISTER comes from whom it says it comes from. */
@FunctionalInterface
public interface Authenticator {
    /**
     * Judges one request by what is in memory; called on the flow's thread, neither blocks nor throws.
     *
     * @param flow the way that it came
     * @return the verdict, or {@link Verdict.Undecided} where a database has to be asked first
     */
    Verdict authenticate(SipRequest request, Flow flow);
}
