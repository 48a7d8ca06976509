/** One row of the OpenSIPS {@code location} table and the meaning of its columns. */
package dev.rollcall.location;
