package dev.rollcall.registrar.sip;

/** A request. */
public final class SipRequest {
    SipRequest() {}
}
