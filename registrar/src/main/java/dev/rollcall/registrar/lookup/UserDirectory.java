package dev.rollcall.registrar.lookup;

import java.util.concurrent.CompletionStage;

/** Knows which users there are, registered or not. Safe for any thread. */
@FunctionalInterface
public interface UserDirectory {
    /**
     * Whether there is a user; does not block.
     *
     * @param user the user part of an AOR
     * @param domain the domain of the AOR, whether it is part of its text or not
     * @return fails if that cannot be told now; completes on any thread
     */
    CompletionStage<Boolean> has(String user, String domain);
}
