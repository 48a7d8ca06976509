package dev.rollcall.registrar.usrloc;

import java.util.function.Consumer;

/**
 * Where registrations take effect: the table and, by mode, the database behind it (OpenSIPS' {@code save()}).
 */
public interface LocationService {
    /**
     * Saves a registration, or fetches where it has no Contact.
     *
     * @param registration valid until this returns, or longer where it answers later: then its texts are retained
     * @param now unix seconds
     * @param done told the outcome once: in place, or later from another thread once a write-through batch has ended
     */
    void save(Registration registration, long now, Consumer<Outcome> done);

    /** Whether {@link #save} always tells the outcome before it returns. */
    default boolean answersInPlace() {
        return false;
    }
}
