/** The address of record as OpenSIPS composes it from a URI or from a row's columns. */
package dev.rollcall.aor;
