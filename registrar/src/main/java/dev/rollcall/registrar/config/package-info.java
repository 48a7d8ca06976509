/** The configuration: read, validated whole, then sealed. */
package dev.rollcall.registrar.config;
