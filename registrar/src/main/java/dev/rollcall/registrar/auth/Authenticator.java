package dev.rollcall.registrar.auth;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.SipRequest;
import java.util.function.Consumer;

/** Decides whether a REGISTER comes from whom it says it comes from. */
@FunctionalInterface
public interface Authenticator {
    /**
     * Judges one request; called on the flow's thread, neither blocks nor throws.
     *
     * <p>Whatever is needed of the request is taken from it before this returns, so the caller need not keep it for the
     * authenticator's sake.
     *
     * @param done gets the verdict exactly once, on the flow's thread: before this returns where no database has to be
     *     asked, else later through {@link Flow#execute}
     */
    void authenticate(SipRequest request, Flow flow, Consumer<Verdict> done);
}
