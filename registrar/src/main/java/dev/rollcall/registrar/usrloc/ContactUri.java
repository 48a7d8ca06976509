package dev.rollcall.registrar.usrloc;

import dev.rollcall.octets.Octets;
import dev.rollcall.uri.Parameter;
import dev.rollcall.uri.SipUri;
import java.util.Optional;

/** A Contact URI that is compared with others; parsed once, and only when its bytes do not decide. */
final class ContactUri {
    private final Octets text;
    private Optional<SipUri> parsed;

    ContactUri(Octets text) {
        this.text = text;
    }

    /** Whether the two are the same by RFC 3261 19.1.4; a URI that is no SIP URI only matches its own text. */
    boolean matches(ContactUri other) {
        return parsed().isPresent() && other.parsed().isPresent() && parsed().get().matches(other.parsed().get());
    }

    /** Whether both have a parameter with a value, and the same one. */
    boolean hasSameParameter(ContactUri other, String name) {
        Optional<String> own = value(name);
        return own.isPresent() && own.equals(other.value(name));
    }

    private Optional<String> value(String name) {
        return parsed().flatMap(uri -> uri.parameter(name)).map(Parameter::value);
    }

    private Optional<SipUri> parsed() {
        if (parsed == null) {
            parsed = SipUri.parse(text.array(), text.from(), text.to());
        }
        return parsed;
    }
}
