/**
 * SIP without a network: the one strict parser, messages, and the seam to the transports ({@code Flow},
 * {@code SipRequestHandler}). Knows neither Netty nor the location table.
 */
package dev.rollcall.registrar.sip;
