package dev.rollcall.registrar.domain;

/**
 * One that is served.
 *
 * @param name in any case
 * @param withSubdomains whether all domains below it are served too (OpenSIPS: accept_subdomain)
 */
record Domain(String name, boolean withSubdomains) {}
