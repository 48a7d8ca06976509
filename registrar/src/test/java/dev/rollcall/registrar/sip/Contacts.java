package dev.rollcall.registrar.sip;

import dev.rollcall.uri.NameAddr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All Contacts of a request in their order, read by {@link ContactScanner}.
 *
 * @param wildcard whether it is {@code *} alone; then there is no other
 */
record Contacts(boolean wildcard, List<SipContact> contacts) {
    static Parsed<Contacts> of(SipRequest request) {
        List<SipContact> contacts = new ArrayList<>();
        ContactScanner scanner = request.contacts();
        while (scanner.next()) {
            contacts.add(contact(request, scanner));
        }
        return scanner.fault() == null
                ? Parsed.of(new Contacts(scanner.isWildcard(), contacts))
                : Parsed.fault(scanner.fault());
    }

    private static SipContact contact(SipRequest request, ContactScanner scanner) {
        NameAddr address = NameAddr.of(request.bytes(), scanner.address());
        if (!address.uriText().equals(scanner.uri().toString()) || address.uri().isPresent() != scanner.isSip()) {
            throw new AssertionError(address + " is not " + scanner.uri());
        }
        boolean malformed = scanner.expires() == ContactScanner.MALFORMED;
        boolean given = scanner.expires() >= 0;
        return new SipContact(
                address, scanner.q(), given ? OptionalLong.of(scanner.expires()) : OptionalLong.empty(), malformed,
                value(scanner, "+sip.instance"), value(scanner, "reg-id"), value(scanner, "methods"));
    }

    private static Optional<String> value(ContactScanner scanner, String name) {
        return Optional.ofNullable(scanner.parameter(name)).map(Object::toString);
    }
}
