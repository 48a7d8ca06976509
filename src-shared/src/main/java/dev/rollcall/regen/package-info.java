/** The repair of a table's IDs: which ID becomes which, decided before anything is written. */
package dev.rollcall.regen;
