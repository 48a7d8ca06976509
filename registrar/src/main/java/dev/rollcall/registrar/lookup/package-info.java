/** The location service of other proxies: where a user is, told by redirection (RFC 3261 8.3). */
package dev.rollcall.registrar.lookup;
