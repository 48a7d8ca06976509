/** How long the migrator takes for a table whose IDs are all broken. */
package dev.rollcall.bench.repair;
