/** REGISTER by RFC 3261 section 10 and its extensions. */
package dev.rollcall.registrar.register;
