package dev.rollcall.registrar.sip;

/** What the parser makes of one datagram or frame. */
sealed interface SipMessage permits SipRequest, SipResponse, MalformedMessage {}
