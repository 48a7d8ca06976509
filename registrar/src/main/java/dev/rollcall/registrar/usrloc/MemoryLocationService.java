package dev.rollcall.registrar.usrloc;

import java.util.function.Consumer;

/** Registrations that live in memory only (OpenSIPS: {@code sql_write_mode} none). */
public final class MemoryLocationService implements LocationService {
    private final LocationTable table;

    public MemoryLocationService(LocationTable table) {
        this.table = table;
    }

    @Override
    public void save(Registration registration, long now, Consumer<Outcome> done) {
        done.accept(table.save(registration, now));
    }

    @Override
    public boolean answersInPlace() {
        return true;
    }
}
