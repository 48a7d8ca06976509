package dev.rollcall.registrar.register;

import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.Binding;
import dev.rollcall.registrar.usrloc.CurrentBinding;
import dev.rollcall.uri.SipUri;
import java.util.List;

/** The Contact header of an answer to a REGISTER (RFC 3261 10.3 step 8). */
final class ContactHeader {
    private ContactHeader() {}

    /**
     * All bindings of an AOR in one value, joined by ", " as OpenSIPS does, each with the seconds that it has left.
     *
     * <p>A permanent contact is said to have {@link RegisterSettings#LONGEST_EXPIRES} left. OpenSIPS prints a negative
     * number as an unsigned one of 64 bits there, which no phone can read.
     *
     * @param bindings at least one, all valid
     * @param now unix seconds
     */
    static String value(List<CurrentBinding> bindings, long now) {
        StringBuilder value = new StringBuilder(bindings.size() * 80);
        for (CurrentBinding binding : bindings) {
            if (value.length() > 0) {
                value.append(", ");
            }
            append(value, binding, now);
        }
        return value.toString();
    }

    private static void append(StringBuilder value, CurrentBinding binding, long now) {
        value.append('<').append(binding.uri()).append('>');
        if (binding.q() != Binding.UNSPECIFIED_Q) {
            value.append(";q=");
            appendQ(value, binding.q());
        }
        boolean permanent = binding.expires() == Binding.PERMANENT;
        value.append(";expires=").append(permanent ? RegisterSettings.LONGEST_EXPIRES : binding.expires() - now);
        // What a database holds there need not be a URI.
        if (isUri(binding.received())) {
            value.append(";received=\"").append(binding.received()).append('"');
        }
    }

    private static boolean isUri(Octets text) {
        return text != null && SipUri.isValid(text.array(), text.from(), text.to());
    }

    /** 1000 as 1, 500 as 0.5, 50 as 0.05: RFC 3261 25.1 allows three decimals. */
    private static void appendQ(StringBuilder value, int thousandths) {
        value.append(thousandths / 1000);
        int rest = thousandths % 1000;
        if (rest == 0) {
            return;
        }
        value.append('.');
        for (int unit = 100; rest > 0; unit /= 10) {
            value.append(rest / unit);
            rest %= unit;
        }
    }
}
