package dev.rollcall.sql;

/**
 * A row's new ID; every other column stays.
 *
 * @param key the row under its old ID
 * @param newId the ID it gets
 */
public record IdChange(RowKey key, long newId) {}
