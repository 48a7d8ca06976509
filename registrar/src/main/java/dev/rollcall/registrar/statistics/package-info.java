/** What a running registrar counts. */
package dev.rollcall.registrar.statistics;
