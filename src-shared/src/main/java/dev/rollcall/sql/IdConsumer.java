package dev.rollcall.sql;

/** Takes what decides the ID of one row. */
@FunctionalInterface
public interface IdConsumer {
    /** One row's columns, each null where the database holds NULL. */
    void accept(Long contactId, String username, String domain);
}
