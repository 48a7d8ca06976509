package dev.rollcall.registrar.register;

import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.sip.MessageWriter;
import dev.rollcall.registrar.usrloc.Binding;
import dev.rollcall.registrar.usrloc.CurrentBinding;
import dev.rollcall.uri.SipUri;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The Contact header of an answer to a REGISTER (RFC 3261 10.3 step 8), or of a redirection (RFC 3261 21.3). */
public final class ContactHeader {
    private static final byte[] NAME = "Contact: <".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEXT = ", <".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXPIRES = ";expires=".getBytes(StandardCharsets.US_ASCII);

    private ContactHeader() {}

    /**
     * Writes all bindings of an AOR in one header, joined by ", " as OpenSIPS does, each with the seconds that it has
     * left; nothing where there are none.
     *
     * <p>A permanent contact is said to have {@link ExpiryPolicy#LONGEST} left. OpenSIPS prints a negative
     * number as an unsigned one of 64 bits there, which no phone can read.
     *
     * @param bindings all valid
     * @param now unix seconds
     */
    public static void write(MessageWriter answer, List<CurrentBinding> bindings, long now) {
        if (bindings.isEmpty()) {
            return;
        }
        for (int i = 0; i < bindings.size(); i++) {
            answer.put(i == 0 ? NAME : NEXT);
            write(answer, bindings.get(i), now);
        }
        answer.endLine();
    }

    private static void write(MessageWriter answer, CurrentBinding binding, long now) {
        answer.put(binding.uri()).put('>');
        if (binding.q() != Binding.UNSPECIFIED_Q) {
            writeQ(answer.put(";q="), binding.q());
        }
        answer.put(EXPIRES).putNumber(secondsLeft(binding, now));
        // What a database holds there need not be a URI.
        if (isUri(binding.received())) {
            answer.put(";received=\"").put(binding.received()).put('"');
        }
    }

    /** How long a binding is valid from now on, as an answer says it. */
    static long secondsLeft(CurrentBinding binding, long now) {
        return binding.expires() == Binding.PERMANENT ? ExpiryPolicy.LONGEST : binding.expires() - now;
    }

    private static boolean isUri(Octets text) {
        return text != null && SipUri.isValid(text.array(), text.from(), text.to());
    }

    /** 1000 as 1, 500 as 0.5, 50 as 0.05: RFC 3261 25.1 allows three decimals. */
    private static void writeQ(MessageWriter answer, int thousandths) {
        answer.putNumber(thousandths / 1000);
        int rest = thousandths % 1000;
        if (rest == 0) {
            return;
        }
        answer.put('.');
        for (int unit = 100; rest > 0; unit /= 10) {
            answer.putNumber(rest / unit);
            rest %= unit;
        }
    }
}
