package dev.rollcall.regen;

import dev.rollcall.contactid.IdVerdict;

/**
 * A row whose ID is not right and stays: its AOR has more contacts than there are contact labels, 16384.
 *
 * @param id the ID it keeps
 * @param username the row's username as the database holds it
 * @param domain the row's domain as the database holds it, {@code null} for NULL
 * @param cause why the ID is not right
 */
public record Unrepairable(long id, String username, String domain, IdVerdict cause) {}
