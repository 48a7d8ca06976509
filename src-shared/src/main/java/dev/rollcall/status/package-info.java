/** How an operator asks a running program what it is at. */
package dev.rollcall.status;
