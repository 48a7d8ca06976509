/** The domains that are served. */
package dev.rollcall.registrar.domain;
