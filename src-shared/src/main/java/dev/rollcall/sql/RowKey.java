package dev.rollcall.sql;

/**
 * What a row that is known to be ours is found by.
 *
 * @param contactId the key column
 * @param username the username column as stored
 * @param domain the domain column as stored; looked at only with use_domain
 */
public record RowKey(long contactId, String username, String domain) {}
