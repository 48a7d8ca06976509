package dev.rollcall.registrar.usrloc;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.Registration.RequestedContact;
import java.util.List;
import java.util.Random;

/** Registrations and tables for tests. */
public final class Registrations {
    public static final long NOW = 1_800_000_000L;

    private Registrations() {}

    public static LocationTable table(IdParameters parameters) {
        return new LocationTable(parameters, new LabelAllocator(parameters, new Random(1)), false);
    }

    public static int hash(String aor) {
        return CoreHash.of(aor, CharSign.SIGNED);
    }

    public static Registration register(String aor, String callId, long cseq, RequestedContact... contacts) {
        return new Registration(
                Octets.of(aor), hash(aor), Octets.of(callId), cseq, false, List.of(contacts), SavePolicy.DEFAULT);
    }

    public static Registration removeAll(String aor, String callId, long cseq) {
        return new Registration(
                Octets.of(aor), hash(aor), Octets.of(callId), cseq, true, List.of(), SavePolicy.DEFAULT);
    }

    /** The same registration under a policy. */
    static Registration under(SavePolicy policy, Registration it) {
        return new Registration(
                it.aor(), it.aorHash(), it.callId(), it.cseq(), it.removeAll(), it.contacts(), policy);
    }

    public static Registration fetch(String aor) {
        return register(aor, "fetch", 1);
    }

    /** A Contact of a REGISTER. */
    public static RequestedContact contact(String uri, long expires, int q) {
        RequestedBinding binding = new RequestedBinding(
                expires, q, Octets.of("n/a"), null, null, Octets.of("udp:127.0.0.1:5060"),
                RequestedBinding.ALL_METHODS, null, 0);
        return new RequestedContact(Octets.of(uri), false, binding);
    }

    public static RequestedContact removal(String uri) {
        return new RequestedContact(Octets.of(uri), true, contact(uri, 0, Binding.UNSPECIFIED_Q).binding());
    }

    /** A registration of one Contact. */
    public static Registration one(String aor, String uri, String callId, long cseq, long expires) {
        return register(aor, callId, cseq, contact(uri, expires, Binding.UNSPECIFIED_Q));
    }

    /** What a REGISTER made of {@link #contact} at {@link #NOW} leaves in the table. */
    public static Binding binding(String callId, long cseq, long expires, int q) {
        return binding(callId, cseq, expires, q, NOW);
    }

    /** What a REGISTER made of {@link #contact} at a time leaves in the table. */
    public static Binding binding(String callId, long cseq, long expires, int q, long now) {
        return new Binding(
                expires, q, callId, cseq, now, 0, "", "n/a", null, null, "udp:127.0.0.1:5060", null, null, null, null,
                0);
    }

    /** What an answer says of a contact. */
    public static CurrentBinding current(Contact contact) {
        Binding binding = contact.binding();
        Octets received = binding.received() == null ? null : Octets.of(binding.received());
        return new CurrentBinding(Octets.of(contact.uri()), binding.q(), binding.expires(), received);
    }
}
