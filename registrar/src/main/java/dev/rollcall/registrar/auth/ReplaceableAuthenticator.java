package dev.rollcall.registrar.auth;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.SipRequest;
import java.util.concurrent.CompletableFuture;

/** An authenticator in whose place another one can be put while requests are judged. */
public final class ReplaceableAuthenticator implements UserAuthenticator {
    private volatile UserAuthenticator current;

    /** @param first judges until it is replaced */
    public ReplaceableAuthenticator(UserAuthenticator first) {
        current = first;
    }

    /** Has every request from now on judged by another one. */
    public void replace(UserAuthenticator next) {
        current = next;
    }

    @Override
    public Verdict authenticate(SipRequest request, Flow flow) {
        return current.authenticate(request, flow);
    }

    @Override
    public CompletableFuture<Boolean> has(String user, String domain) {
        return current.has(user, domain);
    }
}
