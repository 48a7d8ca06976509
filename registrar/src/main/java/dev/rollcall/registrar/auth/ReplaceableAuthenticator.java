package dev.rollcall.registrar.auth;

import dev.rollcall.registrar.sip.SipRequest;

/** An authenticator in whose place another one can be put while requests are judged. */
public final class ReplaceableAuthenticator implements Authenticator {
    private volatile Authenticator current;

    /** @param first judges until it is replaced */
    public ReplaceableAuthenticator(Authenticator first) {
        current = first;
    }

    /** Has every request from now on judged by another one. */
    public void replace(Authenticator next) {
        current = next;
    }

    @Override
    public Verdict authenticate(SipRequest request) {
        return current.authenticate(request);
    }
}
