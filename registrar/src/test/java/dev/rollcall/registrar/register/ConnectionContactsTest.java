package dev.rollcall.registrar.register;

import static dev.rollcall.registrar.usrloc.Registrations.NOW;
import static dev.rollcall.registrar.usrloc.Registrations.hash;
import static dev.rollcall.registrar.usrloc.Registrations.register;
import static dev.rollcall.registrar.usrloc.Registrations.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.Contact;
import dev.rollcall.registrar.usrloc.LocationService;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.registrar.usrloc.MemoryLocationService;
import dev.rollcall.registrar.usrloc.Outcome;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import dev.rollcall.registrar.usrloc.Outcome.Reason;
import dev.rollcall.registrar.usrloc.Outcome.Refused;
import dev.rollcall.registrar.usrloc.Registration;
import dev.rollcall.registrar.usrloc.Registration.RequestedContact;
import dev.rollcall.registrar.usrloc.RequestedBinding;
import dev.rollcall.testing.Await;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left of an AOR when connections go. */
class ConnectionContactsTest {
    private static final IdParameters PARAMETERS =
            new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);
    private static final String ALICE = "alice@example.com";
    private static final Duration GRACE = Duration.ofMillis(20);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(NOW));

    private final LocationTable table = table(PARAMETERS);
    private ConnectionContacts service = new ConnectionContacts(new MemoryLocationService(table), GRACE, CLOCK);

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void closed_contactsOfTheConnection_goAndOthersStay() throws Exception {
        save("a", 1, contact("sip:1@h", 7), contact("sip:2@h", 7));
        save("b", 1, contact("sip:3@h", 0));
        // the phone has come back over another connection, one contact of it has not
        save("a", 2, contact("sip:2@h", 8));

        service.closed(7);

        Await.until("the contact's end", () -> uris().equals(List.of("sip:2@h", "sip:3@h")));
        service.closed(8);
        Await.until("the other's end", () -> uris().equals(List.of("sip:3@h")));
    }

    @Test
    void closed_whileTheDatabaseIsAway_isTriedAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        service = new ConnectionContacts(new Refusing(tries), GRACE, CLOCK);
        save("a", 1, contact("sip:1@h", 7));

        service.closed(7);

        Await.until("the contact's end", () -> uris().isEmpty());
        assertEquals(3, tries.get());
    }

    private void save(String callId, long cseq, RequestedContact... contacts) {
        service.save(register(ALICE, callId, cseq, contacts), NOW, outcome ->
                assertInstanceOf(Accepted.class, outcome));
    }

    private List<String> uris() {
        return table.contacts(ALICE, hash(ALICE), NOW).stream().map(Contact::uri).sorted().toList();
    }

    private static RequestedContact contact(String uri, long connectionId) {
        RequestedBinding binding = new RequestedBinding(
                NOW + 600, -1, Octets.of("n/a"), null, null, Octets.of("tcp:h:5060"), RequestedBinding.ALL_METHODS, null,
                connectionId);
        return new RequestedContact(Octets.of(uri), false, binding);
    }

    /** Refuses the first two removals as a database does that is away. */
    private final class Refusing implements LocationService {
        private final AtomicInteger removals;

        Refusing(AtomicInteger removals) {
            this.removals = removals;
        }

        @Override
        public void save(Registration registration, long now, Consumer<Outcome> done) {
            boolean away = registration.removeAll() && removals.incrementAndGet() < 3;
            done.accept(away ? new Refused(Reason.DATABASE) : table.save(registration, now));
        }
    }
}
