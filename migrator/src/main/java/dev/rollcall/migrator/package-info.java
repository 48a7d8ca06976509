/** The migrator: inspects the contact IDs of a location table, says why one is broken, and has them repaired. */
package dev.rollcall.migrator;
