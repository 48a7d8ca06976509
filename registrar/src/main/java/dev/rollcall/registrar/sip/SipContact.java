package dev.rollcall.registrar.sip;

import dev.rollcall.uri.NameAddr;
import dev.rollcall.uri.Parameter;
import dev.rollcall.uri.SipUri;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One Contact of a REGISTER (RFC 3261 20.10).
 *
 * @param address the URI, display name and all parameters
 * @param q thousandths, 0 to 1000, or -1 without one
 * @param expires seconds, 0 to 2^32-1; empty without the parameter or where it is malformed
 * @param expiresMalformed whether there is an expires parameter that is no such number
 */
public record SipContact(NameAddr address, int q, OptionalLong expires, boolean expiresMalformed) {
    /** No q value was given. */
    public static final int UNSPECIFIED_Q = -1;

    /** The URI as received, without angle brackets. */
    public String uriText() {
        return address.uriText();
    }

    /** The URI where its scheme is sip or sips. */
    public Optional<SipUri> uri() {
        return address.uri();
    }

    /** The {@code +sip.instance} value without quotes, with its angle brackets. */
    public Optional<String> instance() {
        return value("+sip.instance");
    }

    /** The reg-id as it stands (RFC 5626). */
    public Optional<String> regId() {
        return value("reg-id");
    }

    /** The methods parameter without quotes, names with commas between them (RFC 3840). */
    public Optional<String> methods() {
        return value("methods");
    }

    private Optional<String> value(String name) {
        return address.parameter(name).map(Parameter::unquoted);
    }
}
