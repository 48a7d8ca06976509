/** Who is let in, by where messages come from: rates, bans, scanners. */
package dev.rollcall.registrar.admission;
