/** OpenSIPS contact IDs: the hash they hold, their layout, their labels, and why one is broken. */
package dev.rollcall.contactid;
