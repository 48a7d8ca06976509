package dev.rollcall.registrar.usrloc;

/**
 * What a registration did: the answer, and what persistence needs to know.
 *
 * @param outcome what became of it
 * @param changes empty where it was refused or only asked
 */
public record SaveResult(Outcome outcome, ChangeSet changes) {}
