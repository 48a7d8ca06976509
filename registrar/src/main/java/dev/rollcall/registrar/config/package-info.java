/** The registrar's configuration: read, validated whole, then never changed. */
package dev.rollcall.registrar.config;
