package dev.rollcall.migrator;

import dev.rollcall.regen.Repair;
import java.util.Iterator;
import java.util.Optional;

/** The new IDs of rows that are asked for in the order of their old ones, or nearly so. Not thread-safe. */
final class NewIds {
    private final Iterable<Repair> repairs;
    private Iterator<Repair> rest;
    private Repair next;
    private long last;

    /** @param repairs by old ID */
    NewIds(Iterable<Repair> repairs) {
        this.repairs = repairs;
        rewind();
    }

    private void rewind() {
        rest = repairs.iterator();
        advance();
    }

    private void advance() {
        next = rest.hasNext() ? rest.next() : null;
    }

    /** What becomes of an ID, if anything. */
    Optional<Repair> of(long oldId) {
        if (Long.compareUnsigned(oldId, last) < 0) {
            // a database that keeps IDs with a sign has those from 2^63 up first
            rewind();
        }
        last = oldId;
        while (next != null && Long.compareUnsigned(next.oldId(), oldId) < 0) {
            advance();
        }
        return next != null && next.oldId() == oldId ? Optional.of(next) : Optional.empty();
    }
}
