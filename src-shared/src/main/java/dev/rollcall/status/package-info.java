/** How an operator talks to a running process. */
package dev.rollcall.status;
