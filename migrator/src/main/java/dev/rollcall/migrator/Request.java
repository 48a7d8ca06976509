package dev.rollcall.migrator;

import dev.rollcall.contactid.IdSettings;

/**
 * What the operator said of a table's IDs.
 *
 * @param settings the values, given or assumed
 * @param hashSizeGiven whether the hash_size was given
 */
record Request(IdSettings settings, boolean hashSizeGiven) {}
