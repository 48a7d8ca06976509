package dev.rollcall.registrar.sip;

import dev.rollcall.uri.NameAddr;
import dev.rollcall.uri.SipUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What our parser reads of a request, in words that can be compared with another parser's. */
final class Reading {
    private Reading() {}

    /** What it reads, or {@code refused} where it refuses the message, its Contacts or its Expires. */
    static List<String> of(String message) {
        if (!(Messages.parse(message) instanceof SipRequest request)) {
            return List.of("refused");
        }
        return Contacts.of(request).isValid() && Parsed.expires(request).isValid() ? read(request) : List.of("refused");
    }

    private static List<String> read(SipRequest request) {
        List<String> reading = new ArrayList<>();
        Via via = request.topVia();
        reading.add("method " + request.method());
        reading.add("request-uri " + uri(request.requestUri(), request.requestUriText()));
        reading.add("via " + via.transport() + ' ' + via.host() + ' ' + via.port() + ' ' + via.branch().orElse(null));
        reading.add("from " + address(request.from()) + ' ' + request.fromTag().orElse(null));
        reading.add("to " + address(request.to()) + ' ' + request.toTag().orElse(null));
        reading.add("call-id " + request.callId().toString());
        reading.add("cseq " + request.cseq());
        reading.add("expires " + Parsed.expires(request).value().orElse(-1));
        reading.add("subject " + request.header("Subject").orElse(null));
        Contacts contacts = Contacts.of(request).value();
        if (contacts.wildcard()) {
            reading.add("contact *");
        }
        for (SipContact contact : contacts.contacts()) {
            reading.add("contact " + address(contact.address()) + " q " + contact.q()
                    + " expires " + contact.expires().orElse(-1) + " instance " + contact.instance().orElse(null));
        }
        return reading;
    }

    private static String address(NameAddr address) {
        return uri(address.uri(), address.uriText());
    }

    private static String uri(Optional<SipUri> uri, String text) {
        return uri.map(sip -> (sip.isSecure() ? "sips " : "sip ")
                        + (sip.user().isEmpty() ? null : sip.user()) + ' '
                        + sip.password().orElse(null) + ' '
                        + sip.host().toLowerCase(Locale.ROOT) + ' '
                        + sip.port())
                .orElse(text);
    }
}
