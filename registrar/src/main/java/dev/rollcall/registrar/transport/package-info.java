/** Netty: listeners, framing, TLS and WebSocket. Nothing else knows Netty. */
package dev.rollcall.registrar.transport;
