package dev.rollcall.registrar.usrloc;

import java.util.List;

/**
 * All that a registration did.
 *
 * @param contacts the AOR's valid contacts afterwards
 * @param changes empty where it was refused or only asked
 */
record SaveResult(Outcome outcome, List<Contact> contacts, ChangeSet changes) {}
