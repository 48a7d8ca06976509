package dev.rollcall.registrar.auth;

import dev.rollcall.sql.DatabaseException;
import java.util.List;
import java.util.Optional;

/** Where secrets are kept. */
interface CredentialStore {
    /**
     * Looks one subscriber up; blocks.
     *
     * @throws DatabaseException if the store cannot be asked now
     */
    Optional<Secret> find(Subscriber subscriber);

    /** What challenges offer, the best first: the same for everybody, known user or not. */
    List<DigestAlgorithm> algorithms();
}
