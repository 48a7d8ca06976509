package dev.rollcall.registrar.auth;

/**
 * Whose credentials are looked up.
 *
 * @param user the user name without domain
 * @param domain the domain, lower-cased; empty without use_domain
 */
record Subscriber(String user, String domain) {}
