/** Measures registrars side by side: starts them, loads them in turns, and says what a registration costs each. */
package dev.rollcall.bench.compare;
