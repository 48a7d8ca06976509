/** A generator of REGISTER load for a registrar on this machine. */
package dev.rollcall.bench.load;
