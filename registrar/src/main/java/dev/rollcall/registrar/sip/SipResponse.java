package dev.rollcall.registrar.sip;

/**
 * A response, of which a server that sends no requests reads the status alone.
 *
 * @param status 100 to 699
 */
record SipResponse(int status) implements SipMessage {}
