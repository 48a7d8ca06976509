package dev.rollcall.migrator;

import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseRefusedException;
import dev.rollcall.sql.UserDomains;
import java.util.function.BiConsumer;

/** The subscribers of the same database. */
record SubscriberDomains(String table) implements DomainSource {
    @Override
    public void forEach(Database database, BiConsumer<String, String> users) {
        try {
            UserDomains.scan(database, table, users);
        } catch (DatabaseRefusedException e) {
            throw new RefusedException(e.getMessage(), e);
        }
    }

    @Override
    public String describe() {
        return "by user, from the table " + table;
    }
}
