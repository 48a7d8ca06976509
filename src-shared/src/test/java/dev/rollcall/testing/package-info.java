/**
 * What tests of every module stand on: real databases, started from Maven artifacts, and tables that OpenSIPS wrote.
 */
package dev.rollcall.testing;
