package dev.rollcall.registrar.auth;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Where secrets are kept. */
interface CredentialStore {
    /**
     * Looks one subscriber up; blocks.
     *
     * @throws SQLException if the store cannot be asked now
     */
    Optional<Secret> find(Subscriber subscriber) throws SQLException;

    /** What challenges offer, the best first: the same for everybody, known user or not. */
    List<DigestAlgorithm> algorithms();
}
