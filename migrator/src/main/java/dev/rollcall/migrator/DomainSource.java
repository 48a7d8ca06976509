package dev.rollcall.migrator;

import dev.rollcall.sql.Database;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Where the domain of a user is known. */
interface DomainSource {
    /** The domain of every user, where it is one. */
    default Optional<String> forAll() {
        return Optional.empty();
    }

    /**
     * Hands over each user that is known, with a domain.
     *
     * @param database the database of the location table
     * @throws RefusedException when the source cannot be used
     */
    void forEach(Database database, BiConsumer<String, String> users);

    /** What it is, for the operator. */
    String describe();
}
