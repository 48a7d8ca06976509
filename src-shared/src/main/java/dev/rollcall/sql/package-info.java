/** Databases and the {@code location} table in them: MySQL and MariaDB, PostgreSQL, SQLite; schemas 1011 and 1013. */
package dev.rollcall.sql;
