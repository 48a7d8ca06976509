/** What a start does with the rows of a table: which are loaded, which are not, and why; used by both programs. */
package dev.rollcall.preload;
