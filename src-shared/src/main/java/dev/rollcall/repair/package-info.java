/** Repairs the contact IDs of a table: the one code that does, for the migrator and for a registrar's start. */
package dev.rollcall.repair;
