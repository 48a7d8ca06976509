package dev.rollcall.registrar.register;

import dev.rollcall.contactid.CoreHash;
import dev.rollcall.location.MethodBits;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.sip.ContactScanner;
import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.HeaderName;
import dev.rollcall.registrar.sip.SipRequest;
import dev.rollcall.registrar.usrloc.Registration;
import dev.rollcall.registrar.usrloc.Registration.RequestedContact;
import dev.rollcall.registrar.usrloc.RequestedBinding;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a REGISTER whole and judges it by RFC 3261 10.3 before anything changes: either there is a registration, or a
 * refusal. What comes out refers to the request. One for each request.
 */
final class RegistrationReader {
    /** The most Contacts that one REGISTER may have: matching them takes time with their square. */
    static final int MAX_CONTACTS_IN_REQUEST = 256;
    /** The width of the columns callid, user_agent and sip_instance. */
    private static final int MAX_COLUMN_LENGTH = 255;
    /** OpenSIPS: stands for a User-Agent that is missing or does not fit. */
    private static final Octets NO_USER_AGENT = Octets.of("n/a");

    private final RegisterSettings settings;
    private final SipRequest request;
    private final Flow flow;
    private final Octets socket;
    private final long now;
    private long expires;
    private Octets path;
    private Octets received;
    private Refusal refusal;

    /**
     * A reader of one request.
     *
     * @param socket the flow's, as bytes
     * @param now unix seconds
     */
    RegistrationReader(RegisterSettings settings, SipRequest request, Flow flow, Octets socket, long now) {
        this.settings = settings;
        this.request = request;
        this.flow = flow;
        this.socket = socket;
        this.now = now;
    }

    /** What the REGISTER wants, or {@code null} where it is refused. */
    Registration read() {
        Octets callId = request.callId();
        if (callId.length() > MAX_COLUMN_LENGTH) {
            return refuse(Refusal.badRequest("Callid too long"));
        }
        AorReader aorReader = new AorReader(settings);
        Octets aor = aorReader.read(request);
        if (aor == null) {
            return refuse(aorReader.refusal());
        }
        expires = request.expires();
        if (expires == SipRequest.MALFORMED_EXPIRES) {
            return refuse(Refusal.badRequest("Expires parse error"));
        }
        readPath();
        if (refusal != null) {
            return null;
        }
        ContactScanner scanner = request.contacts();
        List<RequestedContact> contacts = readContacts(scanner);
        if (refusal != null) {
            return null;
        }
        int hash = CoreHash.of(aor.array(), aor.from(), aor.length(), settings.charSign());
        return new Registration(aor, hash, callId, request.cseq(), scanner.isWildcard(), contacts,
                settings.save());
    }

    /** Why there is no registration. */
    Refusal refusal() {
        return refusal;
    }

    /** Most requests have none. */
    private void readPath() {
        if (request.find(HeaderName.PATH, 0) >= 0) {
            PathReader reader = new PathReader(settings.path());
            path = reader.read(request);
            received = reader.received();
            refusal = reader.refusal();
        }
    }

    /** All Contacts. One that is no Contact at all is the refusal, before any that is only not acceptable. */
    private List<RequestedContact> readContacts(ContactScanner scanner) {
        List<RequestedContact> contacts = scanner.next() ? readFrom(scanner) : List.of();
        // RFC 3261 10.3 step 6: the header has to be there and 0.
        if (scanner.isWildcard() && expires != 0) {
            refusal = Refusal.badRequest("* used in contact and expires is not zero");
        }
        if (scanner.fault() != null) {
            refusal = Refusal.badRequest(scanner.fault());
        }
        return contacts;
    }

    /** The Contact that the scanner is at, and all behind it. */
    private List<RequestedContact> readFrom(ContactScanner scanner) {
        RequestedContact first = readContact(scanner);
        if (!scanner.next()) {
            return first == null ? List.of() : List.of(first);
        }
        List<RequestedContact> contacts = new ArrayList<>();
        contacts.add(first);
        int count = 1;
        do {
            if (++count <= MAX_CONTACTS_IN_REQUEST && refusal == null) {
                contacts.add(readContact(scanner));
            }
        } while (scanner.next());
        if (count > MAX_CONTACTS_IN_REQUEST) {
            refusal = Refusal.badRequest("More than " + MAX_CONTACTS_IN_REQUEST + " contacts");
        }
        return contacts;
    }

    private RequestedContact readContact(ContactScanner contact) {
        if (!contact.isSip()) {
            return refuse(Refusal.badRequest("Contact parse error"));
        }
        Octets uri = contact.uri();
        if (uri.length() > settings.lengths().contact()) {
            return refuse(Refusal.badRequest("Contact/received too long"));
        }
        Octets instance = contact.parameter("+sip.instance");
        if (instance != null && instance.length() > MAX_COLUMN_LENGTH) {
            return refuse(Refusal.badRequest("+sip.instance too long"));
        }
        long asked = asked(contact);
        if (asked != 0 && settings.expiry().refuses(asked)) {
            return refuse(Refusal.tooBrief(settings.expiry().min()));
        }
        long until = asked == 0 ? now : now + settings.expiry().granted(asked);
        return new RequestedContact(uri, asked == 0, binding(contact, until, instance));
    }

    /**
     * The seconds asked for: by the parameter, else by the Expires header, else the default (RFC 3261 10.3 step 7). A
     * malformed parameter counts as the default (RFC 3261 20.10; OpenSIPS alike).
     */
    private long asked(ContactScanner contact) {
        long own = contact.expires();
        if (own >= 0) {
            return own;
        }
        boolean byHeader = own == ContactScanner.UNSPECIFIED && expires != SipRequest.NO_EXPIRES;
        return byHeader ? expires : settings.expiry().byDefault();
    }

    private RequestedBinding binding(ContactScanner contact, long until, Octets instance) {
        return new RequestedBinding(
                until,
                contact.q() == ContactScanner.UNSPECIFIED ? settings.defaultQ() : contact.q(),
                userAgent(),
                received(contact),
                path,
                socket,
                methods(contact),
                instance,
                // with a Path the connection is a proxy's, and says nothing of the phone
                path == null ? flow.connectionId() : 0);
    }

    /** Behind a proxy, which only such a one tells by Path, the source is the proxy's. */
    private Octets received(ContactScanner contact) {
        if (path != null || settings.nat().isOff()) {
            return received;
        }
        return new NatDetector(settings.nat(), request, flow).received(contact.sipUri());
    }

    private Octets userAgent() {
        int header = request.find(HeaderName.USER_AGENT, 0);
        Octets userAgent = header < 0 ? Octets.EMPTY : request.value(header);
        // OpenSIPS: one that is exactly as long as the column counts as too long already.
        return userAgent.isEmpty() || userAgent.length() >= MAX_COLUMN_LENGTH ? NO_USER_AGENT : userAgent;
    }

    /** RFC 3840 5: the Contact's methods, else the Allow headers'; all without either. */
    private int methods(ContactScanner contact) {
        Octets methods = contact.parameter("methods");
        if (methods != null) {
            return MethodBits.of(methods);
        }
        int bits = 0;
        for (int i = request.find(HeaderName.ALLOW, 0); i >= 0; i = request.find(HeaderName.ALLOW, i + 1)) {
            bits |= MethodBits.of(request.value(i));
        }
        return bits == 0 ? RequestedBinding.ALL_METHODS : bits;
    }

    private <T> T refuse(Refusal why) {
        refusal = why;
        return null;
    }
}
