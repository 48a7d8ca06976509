package dev.rollcall.registrar.lookup;

import dev.rollcall.contactid.CoreHash;
import dev.rollcall.location.MethodBits;
import dev.rollcall.registrar.register.ContactHeader;
import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.Header;
import dev.rollcall.registrar.sip.HeaderName;
import dev.rollcall.registrar.sip.MessageWriter;
import dev.rollcall.registrar.sip.RequestTaker;
import dev.rollcall.registrar.sip.Responses;
import dev.rollcall.registrar.sip.SipRequest;
import dev.rollcall.registrar.usrloc.Contact;
import dev.rollcall.registrar.usrloc.CurrentBinding;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.uri.SipUri;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Redirects requests to the contacts of their AOR (RFC 3261 8.3), for those who may ask. Keeps no transaction: a
 * retransmission is looked up again and gets the same To tag (RFC 3261 8.2.7), and the ACK of a 302 means nothing. Safe
 * for any thread.
 */
public final class LookupHandler implements RequestTaker {
    /** The longest datagram over IPv4; contacts for which there is no room are left out. */
    private static final int MAX_ANSWER_BYTES = 65_507;
    /** Room for what an answer ends with. */
    private static final int END_BYTES = 256;
    /** Questions about users that wait for a database at most: registrations wait for the same one. */
    private static final int MAX_ASKED = 256;

    private final LookupSettings settings;
    private final LocationTable table;
    private final Predicate<String> servedDomains;
    private final Optional<UserDirectory> users;
    private final Responses responses;
    private final InstantSource clock;
    private final ContactChoice choice;
    private final AtomicInteger asked = new AtomicInteger();

    /**
     * A lookup in a table.
     *
     * @param servedDomains whether a domain, in lower case, is one of ours
     * @param users nothing where it is not known who there is besides those who are registered
     */
    public LookupHandler(
            LookupSettings settings,
            LocationTable table,
            Predicate<String> servedDomains,
            Optional<UserDirectory> users,
            Responses responses,
            InstantSource clock) {
        this.settings = settings;
        this.table = table;
        this.servedDomains = servedDomains;
        this.users = users;
        this.responses = responses;
        this.clock = clock;
        this.choice = new ContactChoice(settings.flags());
    }

    @Override
    public boolean takes(SipRequest request, Flow flow) {
        if (!settings.from().contains(flow.remote().getAddress())) {
            return false;
        }
        flow.welcome();
        lookUp(request, flow);
        return true;
    }

    // RFC 3261 8.3: a redirect server passes over option tags and methods that it does not know.
    private void lookUp(SipRequest request, Flow flow) {
        Optional<SipUri> uri = request.requestUri();
        if (uri.isEmpty()) {
            answer(request, flow, 416, "Unsupported URI Scheme");
        } else if (hasNoHopLeft(request)) {
            answer(request, flow, 483, "Too Many Hops");
        } else if (request.toTag().isPresent()) {
            // RFC 3261 12.2.2: there are no dialogs here.
            answer(request, flow, 481, "Call/Transaction Does Not Exist");
        } else {
            Optional<Target> target = Target.of(uri.get(), settings.aorPolicy())
                    .filter(found -> servedDomains.test(found.domain()));
            target.ifPresentOrElse(found -> lookUp(request, flow, found), () -> answerUnknown(request, flow));
        }
    }

    /** The parser has let no Max-Forwards pass that is no number up to 255. */
    private static boolean hasNoHopLeft(SipRequest request) {
        int header = request.find(HeaderName.MAX_FORWARDS, 0);
        return header >= 0 && Integer.parseInt(request.value(header).toString()) == 0;
    }

    private void lookUp(SipRequest request, Flow flow, Target target) {
        long now = clock.millis() / 1000;
        int hash = CoreHash.of(target.aor(), settings.charSign());
        List<Contact> reachable = choice.reachable(target, table.contacts(target.aor(), hash, now));
        List<Contact> chosen = choice.taking(MethodBits.of(request.methodOctets()), reachable);
        if (!chosen.isEmpty()) {
            redirect(request, flow, chosen, now);
        } else if (!reachable.isEmpty()) {
            Header allow = new Header("Allow", String.join(", ", MethodBits.names(methods(reachable))));
            responses.send(request, flow, 405, "Method Not Allowed", List.of(allow));
        } else if (users.isEmpty() || asked.get() >= MAX_ASKED) {
            answerAbsent(request, flow);
        } else {
            askForUser(request.retained(), flow, target, users.get());
        }
    }

    private void redirect(SipRequest request, Flow flow, List<Contact> contacts, long now) {
        MessageWriter answer =
                responses.begin(request, flow, responses.key(request, flow), 302, "Moved Temporarily");
        List<CurrentBinding> fitting = Redirection.of(contacts, MAX_ANSWER_BYTES - END_BYTES - answer.length());
        if (fitting.isEmpty()) {
            answer(request, flow, 513, "Message Too Large");
            return;
        }
        ContactHeader.write(answer, fitting, now);
        responses.end(answer);
        flow.send(answer.bytes(), 0, answer.length(), responses.port(request, flow));
    }

    /** Tells a user who is not registered from one whom there is not. */
    private void askForUser(SipRequest request, Flow flow, Target target, UserDirectory directory) {
        asked.incrementAndGet();
        directory.has(target.user(), target.domain()).whenComplete((known, failure) -> {
            asked.decrementAndGet();
            flow.execute(() -> {
                if (failure != null || known) {
                    answerAbsent(request, flow);
                } else {
                    answerUnknown(request, flow);
                }
            });
        });
    }

    private static int methods(List<Contact> contacts) {
        return contacts.stream().mapToInt(contact -> contact.binding().methods()).reduce(0, (all, more) -> all | more);
    }

    private void answerAbsent(SipRequest request, Flow flow) {
        answer(request, flow, 480, "Temporarily Unavailable");
    }

    private void answerUnknown(SipRequest request, Flow flow) {
        answer(request, flow, 404, "Not Found");
    }

    private void answer(SipRequest request, Flow flow, int status, String reason) {
        responses.send(request, flow, status, reason, List.of());
    }
}
