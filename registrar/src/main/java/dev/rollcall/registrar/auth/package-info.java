/** Digest authentication and the subscriber table. */
package dev.rollcall.registrar.auth;
