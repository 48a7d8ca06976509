package dev.rollcall.registrar.usrloc;

import java.util.List;

/**
 * What a registration did: the answer, and what persistence needs to know.
 *
 * @param outcome what became of it
 * @param contacts the AOR's contacts from now on, in order; empty where it was refused
 * @param changes empty where it was refused or only asked
 */
public record SaveResult(Outcome outcome, List<Contact> contacts, ChangeSet changes) {}
