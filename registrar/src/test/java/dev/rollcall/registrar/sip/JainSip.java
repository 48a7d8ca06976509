package dev.rollcall.registrar.sip;

import gov.nist.core.CommonLogger;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.sip.address.Address;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.header.SubjectHeader;
import javax.sip.header.ViaHeader;

/** The second opinion: what JAIN-SIP's parser makes of a request, in the same words as {@link Reading}. */
final class JainSip {
    static {
        // Without a logger of ours it looks for log4j 1.2, which is not there, and dies.
        CommonLogger.legacyLogger = new SilentStackLogger();
    }

    private JainSip() {}

    /** What it reads, or {@code refused} where it refuses the message or one of its headers. */
    static List<String> read(String message) {
        List<String> faults = new ArrayList<>();
        try {
            Object parsed = new StringMsgParser().parseSIPMessage(
                    message.getBytes(StandardCharsets.UTF_8), true, false,
                    (exception, sip, type, header, text) -> faults.add(header));
            boolean usable = faults.isEmpty() && parsed instanceof SIPRequest;
            return usable && isComplete((SIPRequest) parsed) ? read((SIPRequest) parsed) : List.of("refused");
        } catch (ParseException | RuntimeException e) {
            return List.of("refused");
        }
    }

    // It takes requests without these headers too, and leaves it to the caller to see that they are missing.
    private static boolean isComplete(SIPRequest request) {
        return request.getFrom() != null && request.getTo() != null && request.getCallId() != null
                && request.getCSeq() != null && request.getTopmostVia() != null;
    }

    private static List<String> read(SIPRequest request) {
        List<String> reading = new ArrayList<>();
        ViaHeader via = request.getTopmostVia();
        reading.add("method " + request.getMethod());
        reading.add("request-uri " + uri(request.getRequestURI()));
        reading.add("via " + via.getTransport() + ' ' + via.getHost() + ' ' + via.getPort() + ' ' + via.getBranch());
        reading.add("from " + address(request.getFrom().getAddress()) + ' ' + request.getFrom().getTag());
        reading.add("to " + address(request.getTo().getAddress()) + ' ' + request.getTo().getTag());
        reading.add("call-id " + request.getCallId().getCallId());
        reading.add("cseq " + request.getCSeq().getSeqNumber());
        reading.add("expires " + (request.getExpires() == null ? -1 : request.getExpires().getExpires()));
        SubjectHeader subject = (SubjectHeader) request.getHeader("Subject");
        reading.add("subject " + (subject == null ? null : subject.getSubject()));
        Iterator<?> contacts = request.getHeaders("Contact");
        while (contacts.hasNext()) {
            reading.add(contact((ContactHeader) contacts.next()));
        }
        return reading;
    }

    private static String contact(ContactHeader contact) {
        if (contact.isWildCard()) {
            return "contact *";
        }
        int thousandths = contact.getQValue() < 0 ? -1 : Math.round(contact.getQValue() * 1000);
        return "contact " + address(contact.getAddress()) + " q " + thousandths + " expires " + contact.getExpires()
                + " instance " + contact.getParameter("+sip.instance");
    }

    private static String address(Address address) {
        return uri(address.getURI());
    }

    private static String uri(URI uri) {
        if (!(uri instanceof SipUri sip)) {
            return uri.toString();
        }
        return sip.getScheme() + ' ' + sip.getUser() + ' ' + sip.getUserPassword() + ' '
                + sip.getHost().toLowerCase(Locale.ROOT) + ' ' + sip.getPort();
    }
}
