/**
 * Benchmarks of what a REGISTER costs, for JMH. Those that reach into a package of the registrar live in its name, so
 * that nothing there is public for a benchmark's sake.
 */
package dev.rollcall.bench;
