/** How fast rows go into a database and come out of it: preload, write-back, write-through. */
package dev.rollcall.bench.database;
