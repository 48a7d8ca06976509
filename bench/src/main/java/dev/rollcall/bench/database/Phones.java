package dev.rollcall.bench.database;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.Binding;
import dev.rollcall.registrar.usrloc.Registration;
import dev.rollcall.registrar.usrloc.Registration.RequestedContact;
import dev.rollcall.registrar.usrloc.RequestedBinding;
import dev.rollcall.registrar.usrloc.SavePolicy;
import java.util.List;

/** Phones of one Contact each; a number stands for a phone. */
final class Phones {
    static final long NOW = 1_800_000_000L;
    private static final Octets USER_AGENT = Octets.of("Example Phone/3.1.4 (build 2026-11-21)");
    private static final Octets SOCKET = Octets.of("udp:192.0.2.1:5060");

    private Phones() {}

    /** A phone registers for an hour, for the {@code cseq}th time. */
    static Registration registration(int phone, long cseq) {
        String aor = "user" + phone + "@sip.example.com";
        RequestedBinding binding = new RequestedBinding(
                NOW + 3600 + cseq, Binding.UNSPECIFIED_Q, USER_AGENT,
                Octets.of("sip:198.51.100.7:" + (1024 + phone % 60_000)), null, SOCKET, 5951,
                Octets.of("<urn:uuid:00000000-0000-1000-8000-" + (100_000_000_000L + phone) + ">"), 0);
        return new Registration(
                Octets.of(aor), CoreHash.of(aor, CharSign.SIGNED), Octets.of(phone + "-84d2f7a05b9e@198.51.100.7"),
                cseq, false, List.of(new RequestedContact(
                        Octets.of("sip:user" + phone + "@198.51.100.7:5060;transport=udp"), false, binding)),
                SavePolicy.DEFAULT);
    }
}
