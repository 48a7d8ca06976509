package dev.rollcall.regen;

import dev.rollcall.contactid.IdVerdict;

/**
 * One row's new ID.
 *
 * @param oldId the ID it has
 * @param newId the ID it gets, one that no row has before or after
 * @param username the row's username as the database holds it
 * @param domain the row's domain as the database holds it, {@code null} for NULL
 * @param cause why the old one is not right
 */
public record Repair(long oldId, long newId, String username, String domain, IdVerdict cause) {}
