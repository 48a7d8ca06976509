package dev.rollcall.migrator;

import dev.rollcall.sql.Database;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One domain for all users. */
record OneDomain(String domain) implements DomainSource {
    @Override
    public Optional<String> forAll() {
        return Optional.of(domain);
    }

    @Override
    public void forEach(Database database, BiConsumer<String, String> users) {
        // it is not by user
    }

    @Override
    public String describe() {
        return domain + " for every user";
    }
}
