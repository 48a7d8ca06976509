/** What is true of both programs. */
package dev.rollcall;
