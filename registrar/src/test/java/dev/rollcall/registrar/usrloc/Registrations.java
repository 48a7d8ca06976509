package dev.rollcall.registrar.usrloc;

import dev.rollcall.aor.AddressOfRecord;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.registrar.usrloc.Registration.RequestedContact;
import java.util.List;
import java.util.Random;

/** Registrations and tables for tests. */
public final class Registrations {
    public static final long NOW = 1_800_000_000L;

    private Registrations() {}

    public static LocationTable table(IdParameters parameters) {
        return new LocationTable(parameters, new LabelAllocator(parameters, new Random(1)), 0, false);
    }

    public static int hash(String aor) {
        return CoreHash.of(aor, CharSign.SIGNED);
    }

    public static Registration register(String aor, String callId, long cseq, RequestedContact... contacts) {
        return new Registration(new AddressOfRecord(aor), hash(aor), callId, cseq, false, List.of(contacts));
    }

    public static Registration removeAll(String aor, String callId, long cseq) {
        return new Registration(new AddressOfRecord(aor), hash(aor), callId, cseq, true, List.of());
    }

    public static Registration fetch(String aor) {
        return register(aor, "fetch", 1);
    }

    /** A Contact of a REGISTER with a Call-ID and CSeq. */
    public static RequestedContact contact(String uri, String callId, long cseq, long expires, int q) {
        return new RequestedContact(uri, false, binding(callId, cseq, expires, q));
    }

    public static RequestedContact removal(String uri) {
        return new RequestedContact(uri, true, null);
    }

    /** A registration of one Contact. */
    public static Registration one(String aor, String uri, String callId, long cseq, long expires) {
        return register(aor, callId, cseq, contact(uri, callId, cseq, expires, Binding.UNSPECIFIED_Q));
    }

    public static Binding binding(String callId, long cseq, long expires, int q) {
        return new Binding(
                expires, q, callId, cseq, NOW, 0, "", "n/a", null, null, "udp:127.0.0.1:5060", null, null, null, null,
                0);
    }
}
