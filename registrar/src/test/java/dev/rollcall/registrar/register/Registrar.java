package dev.rollcall.registrar.register;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.registrar.auth.Authenticator;
import dev.rollcall.registrar.sip.RequestDispatcher;
import dev.rollcall.registrar.sip.Responses;
import dev.rollcall.registrar.sip.SipParser;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.registrar.usrloc.Contact;
import dev.rollcall.registrar.usrloc.LocationService;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.registrar.usrloc.MemoryLocationService;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Everything from received bytes to the table in memory, on a clock that the test moves. */
final class Registrar {
    /** Fri, 15 Jan 2027 08:00:00 GMT. */
    static final long NOW = 1_800_000_000L;

    private final LocationTable table;
    private final RequestDispatcher dispatcher;
    private long now = NOW;

    Registrar() {
        this(RegisterSettings.DEFAULT);
    }

    Registrar(RegisterSettings settings) {
        table = emptyTable();
        dispatcher = dispatcher(settings, new MemoryLocationService(table), Optional.empty());
    }

    Registrar(LocationService locations, Optional<Authenticator> authenticator) {
        table = emptyTable();
        dispatcher = dispatcher(RegisterSettings.DEFAULT, locations, authenticator);
    }

    private static LocationTable emptyTable() {
        IdParameters parameters = new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);
        return new LocationTable(parameters, new LabelAllocator(parameters, new Random(1)), false);
    }

    private RequestDispatcher dispatcher(
            RegisterSettings settings, LocationService locations, Optional<Authenticator> authenticator) {
        Responses responses = new Responses("Rollcall/test");
        RegisterHandler handler =
                new RegisterHandler(settings, locations, authenticator, responses, () -> Instant.ofEpochSecond(now));
        SipParser parser = new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS);
        return new RequestDispatcher(parser, responses, handler, settings.optionTags(), System::nanoTime);
    }

    LocationTable table() {
        return table;
    }

    void advance(long seconds) {
        now += seconds;
    }

    /** Sends a request over UDP and returns its one answer. */
    Reply send(Register register) {
        return send(new RecordingFlow(Transport.UDP, 5062, 0), register);
    }

    /** Sends a request and returns the answer to it. */
    Reply send(RecordingFlow flow, Register register) {
        int before = flow.sent().size();
        receive(flow, register);
        List<String> sent = flow.sent();
        if (sent.size() != before + 1) {
            throw new AssertionError(sent.size() - before + " answers");
        }
        return new Reply(sent.get(before));
    }

    /** Receives a request in an array that is used again afterwards. */
    void receive(RecordingFlow flow, Register register) {
        byte[] bytes = register.toString().getBytes(StandardCharsets.UTF_8);
        dispatcher.received(bytes, 0, bytes.length, flow);
        Arrays.fill(bytes, (byte) 'x');
    }

    /** The one contact of an AOR. */
    Contact contact(String aor) {
        List<Contact> contacts = table.contacts(aor, CoreHash.of(aor, CharSign.SIGNED), now);
        if (contacts.size() != 1) {
            throw new AssertionError(contacts.size() + " contacts");
        }
        return contacts.get(0);
    }
}
