package dev.rollcall.sql;

/**
 * A row of a run that was left as it is.
 *
 * @param reason what was found instead of the row that was planned for
 */
public record LeftRow(IdMapping mapping, String reason) {}
