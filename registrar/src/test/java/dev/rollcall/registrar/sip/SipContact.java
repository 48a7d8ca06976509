package dev.rollcall.registrar.sip;

import dev.rollcall.uri.NameAddr;
import dev.rollcall.uri.SipUri;
import java.util.Optional;
import java.util.OptionalLong;

/** One Contact of a REGISTER as {@link ContactScanner} gives it, and its address as a value. */
record SipContact(
        NameAddr address,
        int q,
        OptionalLong expires,
        boolean expiresMalformed,
        Optional<String> instance,
        Optional<String> regId,
        Optional<String> methods) {

    static final int UNSPECIFIED_Q = ContactScanner.UNSPECIFIED;

    String uriText() {
        return address.uriText();
    }

    Optional<SipUri> uri() {
        return address.uri();
    }
}
