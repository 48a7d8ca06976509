/** Log lines in OpenSIPS' form, {@code LEVEL:module:function: text}, on standard error. */
package dev.rollcall.log;
