package dev.rollcall.migrator;

import dev.rollcall.preload.RowFault;
import dev.rollcall.regen.Repair;
import dev.rollcall.sql.IdMapping;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Every row that gets a domain, a new ID, or both, by old ID. Not thread-safe. */
final class DomainMappings implements Iterator<IdMapping> {
    private final Rest<DomainFill> fills;
    private final Rest<Repair> repairs;
    /** The rows of the ID that is next: one, where the table has a key. */
    private final Deque<IdMapping> next = new ArrayDeque<>();
    private long position;

    /**
     * @param fills by ID
     * @param repairs by old ID, each with the domain that its row gets
     */
    DomainMappings(Iterator<DomainFill> fills, Iterator<Repair> repairs) {
        this.fills = new Rest<>(fills);
        this.repairs = new Rest<>(repairs);
    }

    @Override
    public boolean hasNext() {
        return !next.isEmpty() || fills.first != null || repairs.first != null;
    }

    @Override
    public IdMapping next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (next.isEmpty()) {
            addNext();
        }
        return next.remove();
    }

    private void addNext() {
        boolean filledFirst = repairs.first == null || fills.first != null
                && Long.compareUnsigned(fills.first.id(), repairs.first.oldId()) < 0;
        long id = filledFirst ? fills.first.id() : repairs.first.oldId();
        List<DomainFill> filled = new ArrayList<>();
        while (fills.first != null && fills.first.id() == id) {
            filled.add(fills.take());
        }
        while (repairs.first != null && repairs.first.oldId() == id) {
            next.add(mapping(repairs.take(), filled));
        }
        for (DomainFill fill : filled) {
            next.add(new IdMapping(++position, id, id, fill.username(), fill.oldDomain(), fill.newDomain(),
                    RowText.name(RowFault.EMPTY_DOMAIN)));
        }
    }

    private IdMapping mapping(Repair repair, List<DomainFill> filled) {
        String oldDomain = repair.domain();
        for (Iterator<DomainFill> rows = filled.iterator(); rows.hasNext();) {
            DomainFill fill = rows.next();
            if (fill.username().equals(repair.username()) && fill.newDomain().equals(repair.domain())) {
                oldDomain = fill.oldDomain();
                rows.remove();
                break;
            }
        }
        return new IdMapping(++position, repair.oldId(), repair.newId(), repair.username(), oldDomain,
                repair.domain(), RowText.name(repair.cause()));
    }

    /** What is left of an iterator. */
    private static final class Rest<T> {
        private final Iterator<T> iterator;
        private T first;

        Rest(Iterator<T> iterator) {
            this.iterator = iterator;
            take();
        }

        T take() {
            T taken = first;
            first = iterator.hasNext() ? iterator.next() : null;
            return taken;
        }
    }
}
