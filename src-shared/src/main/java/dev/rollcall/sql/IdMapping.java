package dev.rollcall.sql;

/**
 * One row's way from its old ID to its new one, as a repair's journal keeps it.
 *
 * @param position its place in the run, from 1 on, by old ID
 * @param oldId the ID that the row had when it was planned
 * @param newId the ID it gets
 * @param username the username column as it was then
 * @param domain the domain column as it was then, {@code null} for NULL
 * @param newDomain the domain column as it is to be, {@code null} where the run leaves it alone
 * @param cause why the old ID is not right
 */
public record IdMapping(
        long position, long oldId, long newId, String username, String domain, String newDomain, String cause) {}
