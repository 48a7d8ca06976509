/** The way between the location table and the database: loading, write-back, write-through. */
package dev.rollcall.registrar.persist;
