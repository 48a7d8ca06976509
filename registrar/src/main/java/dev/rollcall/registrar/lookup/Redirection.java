package dev.rollcall.registrar.lookup;

import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.Binding;
import dev.rollcall.registrar.usrloc.Contact;
import dev.rollcall.registrar.usrloc.CurrentBinding;
import dev.rollcall.uri.Escapes;
import dev.rollcall.uri.SipChars;
import java.util.ArrayList;
import java.util.List;

/** What a redirection says of contacts. */
final class Redirection {
    /** More than what stands around a URI: angle brackets, q, expires, received's name, a comma. */
    private static final int AROUND_URI_BYTES = 64;

    private Redirection() {}

    /** As many of some contacts as there is room for, from the first one on. */
    static List<CurrentBinding> of(List<Contact> contacts, int roomBytes) {
        List<CurrentBinding> redirected = new ArrayList<>();
        int left = roomBytes;
        for (Contact contact : contacts) {
            CurrentBinding binding = of(contact);
            left -= binding.uri().length() + AROUND_URI_BYTES + length(binding.received());
            if (left < 0) {
                break;
            }
            redirected.add(binding);
        }
        return redirected;
    }

    private static CurrentBinding of(Contact contact) {
        Binding binding = contact.binding();
        Octets received = binding.received() == null ? null : Octets.of(binding.received());
        return new CurrentBinding(Octets.of(uri(contact)), binding.q(), binding.expires(), received);
    }

    /** The Contact URI, its Path as the Route that a request has to go by (RFC 3327 4, RFC 3261 19.1.1). */
    private static String uri(Contact contact) {
        String path = contact.binding().path();
        if (path == null || path.isEmpty()) {
            return contact.uri();
        }
        char separator = contact.uri().indexOf('?') < 0 ? '?' : '&';
        return contact.uri() + separator + "Route=" + Escapes.escape(path, SipChars.HEADER);
    }

    private static int length(Octets text) {
        return text == null ? 0 : text.length();
    }
}
