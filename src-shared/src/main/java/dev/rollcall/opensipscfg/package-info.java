/**
 * Reads OpenSIPS' own configuration, {@code opensips.cfg}, and says which settings of Rollcall it stands for: a lexer, a
 * parser to statements, and an interpreter. No script is run; of routing blocks only the calls count that say how
 * registrations are kept and who may register.
 */
package dev.rollcall.opensipscfg;
