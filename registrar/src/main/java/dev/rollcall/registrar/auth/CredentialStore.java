package dev.rollcall.registrar.auth;

import dev.rollcall.sql.DatabaseException;
import java.util.List;
import java.util.Map;

/** Where secrets are kept. */
interface CredentialStore {
    /**
     * Looks subscribers up; blocks.
     *
     * @param subscribers at least one, each once
     * @return the secrets of those that there are
     * @throws DatabaseException if the store cannot be asked now
     */
    Map<Subscriber, Secret> find(List<Subscriber> subscribers);

    /** What challenges offer, the best first: the same for everybody, known user or not. */
    List<DigestAlgorithm> algorithms();
}
