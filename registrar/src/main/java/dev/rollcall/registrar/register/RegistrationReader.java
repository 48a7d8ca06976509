package dev.rollcall.registrar.register;

import dev.rollcall.aor.AddressOfRecord;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.sip.Contacts;
import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.Parsed;
import dev.rollcall.registrar.sip.SipContact;
import dev.rollcall.registrar.sip.SipRequest;
import dev.rollcall.registrar.usrloc.Registration;
import dev.rollcall.registrar.usrloc.Registration.RequestedContact;
import dev.rollcall.registrar.usrloc.RequestedBinding;
import dev.rollcall.uri.NameAddr;
import dev.rollcall.uri.SipUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a REGISTER whole and judges it by RFC 3261 10.3 before anything changes: either there is a registration, or a
 * refusal. One for each request.
 */
final class RegistrationReader {
    /** The most Contacts that one REGISTER may have: matching them takes time with their square. */
    static final int MAX_CONTACTS_IN_REQUEST = 256;
    /** The width of the columns callid, path, user_agent and sip_instance. */
    private static final int MAX_COLUMN_LENGTH = 255;
    /** OpenSIPS: stands for a User-Agent that is missing or does not fit. */
    private static final String NO_USER_AGENT = "n/a";

    private final RegisterSettings settings;
    private final SipRequest request;
    private final Flow flow;
    private final String callId;
    private final long cseq;
    private final long now;
    private Refusal refusal;

    /** @param now unix seconds */
    RegistrationReader(RegisterSettings settings, SipRequest request, Flow flow, long now) {
        this.settings = settings;
        this.request = request;
        this.flow = flow;
        this.callId = request.callId();
        this.cseq = request.cseq();
        this.now = now;
    }

    /** What the REGISTER wants, or nothing where it is refused. */
    Optional<Registration> read() {
        if (length(callId) > MAX_COLUMN_LENGTH) {
            return refuse(Refusal.badRequest("Callid too long"));
        }
        Optional<AddressOfRecord> aor = readAor();
        if (aor.isEmpty()) {
            return Optional.empty();
        }
        Parsed<OptionalLong> expires = request.expires();
        if (!expires.isValid()) {
            return refuse(Refusal.badRequest("Expires parse error"));
        }
        String path = path(request);
        if (path != null && !isPath(path)) {
            return refuse(Refusal.badRequest("Path parse error"));
        }
        Parsed<Contacts> contacts = request.contacts();
        if (!contacts.isValid()) {
            return refuse(Refusal.badRequest(contacts.fault()));
        }
        return contacts.value().wildcard()
                ? removeAll(aor.get(), expires.value())
                : readContacts(contacts.value(), expires.value()).map(list -> registration(aor.get(), false, list));
    }

    /** Why there is no registration. */
    Refusal refusal() {
        return refusal;
    }

    /** The Path that is stored and echoed: all values joined by commas, as OpenSIPS stores it; {@code null} without. */
    static String path(SipRequest request) {
        List<String> values = request.headers("Path");
        return values.isEmpty() ? null : String.join(",", values);
    }

    /**
     * The AOR of the To URI (RFC 3261 10.3 step 5). One without a user is refused: OpenSIPS takes it, and cannot load
     * the row that it makes of it.
     */
    private Optional<AddressOfRecord> readAor() {
        Optional<SipUri> uri = request.to().uri();
        if (uri.isEmpty() || uri.get().user().isEmpty()) {
            return refuse(Refusal.badRequest("Error while parsing AOR"));
        }
        Optional<String> user = uri.get().unescapedUser();
        // A space at the end would not survive MySQL's CHAR columns, and the row would not load again.
        if (user.isEmpty() || user.get().endsWith(" ")) {
            return refuse(Refusal.badRequest("Error while unescaping username"));
        }
        AddressOfRecord aor = settings.aorPolicy().aorOf(user.get(), uri.get().host());
        boolean tooLong = length(user.get()) > settings.maxUsernameLength()
                || length(uri.get().host()) > settings.maxDomainLength()
                || length(aor.text()) > settings.maxAorLength();
        return tooLong
                ? refuse(Refusal.serverError("Address Of Record too long", settings.retryAfter()))
                : Optional.of(aor);
    }

    private Optional<Registration> removeAll(AddressOfRecord aor, OptionalLong expires) {
        // RFC 3261 10.3 step 6: the header has to be there and 0.
        if (expires.orElse(1) != 0) {
            return refuse(Refusal.badRequest("* used in contact and expires is not zero"));
        }
        return Optional.of(registration(aor, true, List.of()));
    }

    private Registration registration(AddressOfRecord aor, boolean removeAll, List<RequestedContact> contacts) {
        int hash = CoreHash.of(aor.text(), settings.charSign());
        return new Registration(Octets.of(aor.text()), hash, Octets.of(callId), cseq, removeAll, contacts);
    }

    private Optional<List<RequestedContact>> readContacts(Contacts contacts, OptionalLong expires) {
        if (contacts.contacts().isEmpty()) {
            return Optional.of(List.of());
        }
        if (contacts.contacts().size() > MAX_CONTACTS_IN_REQUEST) {
            return refuse(Refusal.badRequest("More than " + MAX_CONTACTS_IN_REQUEST + " contacts"));
        }
        String path = path(request);
        List<RequestedContact> requested = new ArrayList<>(contacts.contacts().size());
        for (SipContact contact : contacts.contacts()) {
            Optional<RequestedContact> one = readContact(contact, expires, path);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            requested.add(one.get());
        }
        return Optional.of(List.copyOf(requested));
    }

    private Optional<RequestedContact> readContact(SipContact contact, OptionalLong expires, String path) {
        if (contact.uri().isEmpty()) {
            return refuse(Refusal.badRequest("Contact parse error"));
        }
        if (length(contact.uriText()) > settings.maxContactLength()) {
            return refuse(Refusal.badRequest("Contact/received too long"));
        }
        if (length(contact.instance().orElse("")) > MAX_COLUMN_LENGTH) {
            return refuse(Refusal.badRequest("+sip.instance too long"));
        }
        long asked = asked(contact, expires);
        if (asked == 0) {
            return Optional.of(new RequestedContact(Octets.of(contact.uriText()), true, null));
        }
        RequestedBinding binding = binding(contact, now + settings.granted(asked), path);
        return Optional.of(new RequestedContact(Octets.of(contact.uriText()), false, binding));
    }

    /**
     * The seconds asked for: by the parameter, else by the Expires header, else the default (RFC 3261 10.3 step 7). A
     * malformed parameter counts as the default (RFC 3261 20.10; OpenSIPS alike).
     */
    private long asked(SipContact contact, OptionalLong expires) {
        if (contact.expiresMalformed()) {
            return settings.defaultExpires();
        }
        return contact.expires().orElse(expires.orElse(settings.defaultExpires()));
    }

    private RequestedBinding binding(SipContact contact, long expires, String path) {
        return new RequestedBinding(
                expires,
                contact.q() == SipContact.UNSPECIFIED_Q ? settings.defaultQ() : contact.q(),
                Octets.of(userAgent()),
                null,
                path == null ? null : Octets.of(path),
                Octets.of(flow.socket()),
                methods(contact),
                contact.instance().map(Octets::of).orElse(null),
                flow.connectionId());
    }

    private String userAgent() {
        String userAgent = request.header("User-Agent").orElse("");
        // OpenSIPS: one that is exactly as long as the column counts as too long already.
        return userAgent.isEmpty() || length(userAgent) >= MAX_COLUMN_LENGTH ? NO_USER_AGENT : userAgent;
    }

    /** RFC 3840 5: the Contact's methods, else the Allow header's; all without either. */
    private int methods(SipContact contact) {
        if (contact.methods().isPresent()) {
            return MethodBits.of(List.of(contact.methods().get().strip().split("\\s*,\\s*")));
        }
        List<String> allowed = request.tokens("Allow");
        return allowed.isEmpty() ? RequestedBinding.ALL_METHODS : MethodBits.of(allowed);
    }

    private static boolean isPath(String path) {
        return length(path) <= MAX_COLUMN_LENGTH
                && NameAddr.parseList(path)
                        .filter(hops -> hops.stream().allMatch(hop -> hop.bracketed() && hop.uri().isPresent()))
                        .isPresent();
    }

    /** The bytes of a text in UTF-8; a surrogate is half of four. */
    private static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    private <T> Optional<T> refuse(Refusal why) {
        refusal = why;
        return Optional.empty();
    }
}
