/** The in-memory location table: AORs, contacts, labels, expiry. Knows neither Netty nor JDBC. */
package dev.rollcall.registrar.usrloc;
