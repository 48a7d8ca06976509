package dev.rollcall.registrar.auth;

import java.util.concurrent.CompletableFuture;

/** An authenticator that knows who could be proven. */
public interface UserAuthenticator extends Authenticator {
    /**
     * Whether there is a user who could be proven; any thread, does not block.
     *
     * @param domain the domain of the AOR
     * @return fails if the store cannot be asked, or not in time; completes on any thread
     */
    CompletableFuture<Boolean> has(String user, String domain);
}
