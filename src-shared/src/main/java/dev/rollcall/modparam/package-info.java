/**
 * The names of the configuration: OpenSIPS' module parameters and Rollcall's own, each with one typed definition, and
 * the reader of the file that sets them.
 */
package dev.rollcall.modparam;
