/** Sorting more records than fit into memory: the way to verdicts that need several rows, whatever a table's size. */
package dev.rollcall.spill;
