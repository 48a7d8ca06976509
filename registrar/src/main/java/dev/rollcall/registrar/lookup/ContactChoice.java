package dev.rollcall.registrar.lookup;

import dev.rollcall.modparam.LookupFlags;
import dev.rollcall.registrar.usrloc.Contact;
import dev.rollcall.uri.SipUri;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Chooses the contacts that a request may be redirected to. */
final class ContactChoice {
    private static final String SIPS = "sips:";

    private final LookupFlags flags;

    ContactChoice(LookupFlags flags) {
        this.flags = flags;
    }

    /** Those of an AOR's valid contacts that a request can reach at all, whatever its method. */
    List<Contact> reachable(Target target, List<Contact> contacts) {
        Predicate<Contact> wanted = contact -> isElsewhere(target.uri(), contact.uri());
        if (target.uri().isSecure()) {
            // RFC 3261 26.2.2: what is asked for by sips is reached by sips all the way.
            wanted = wanted.and(contact -> contact.uri().regionMatches(true, 0, SIPS, 0, SIPS.length()));
        }
        if (flags.userAgents().isPresent()) {
            wanted = wanted.and(contact -> hasUserAgent(contact, flags.userAgents().get().asPredicate()));
        }
        List<Contact> reachable = contacts.stream().filter(wanted).toList();
        return target.instance().map(instance -> newestOf(instance, reachable)).orElse(reachable);
    }

    /** Those of reachable contacts that take a method, the best first. */
    List<Contact> taking(int methodBit, List<Contact> reachable) {
        return reachable.stream()
                .filter(contact -> !flags.methodFiltering() || takes(contact, methodBit))
                .limit(flags.noBranches() ? 1 : Long.MAX_VALUE)
                .toList();
    }

    private static boolean takes(Contact contact, int methodBit) {
        Integer methods = contact.binding().methods();
        return methods == null || (methods & methodBit) != 0;
    }

    // RFC 3261 8.3: nobody is redirected to where he is already.
    private static boolean isElsewhere(SipUri asked, String contact) {
        return SipUri.parse(contact).map(uri -> !uri.matches(asked)).orElse(true);
    }

    private static boolean hasUserAgent(Contact contact, Predicate<String> wanted) {
        String userAgent = contact.binding().userAgent();
        return userAgent != null && wanted.test(userAgent);
    }

    /** RFC 5627 3.2: a GRUU leads to one instance, and there to the contact that was refreshed last. */
    private static List<Contact> newestOf(String instance, List<Contact> contacts) {
        Optional<Contact> newest = contacts.stream()
                .filter(contact -> isOf(instance, contact.binding().sipInstance()))
                .max(Comparator.comparingLong(contact -> contact.binding().lastModified()));
        return newest.map(List::of).orElse(List.of());
    }

    /** RFC 8141 3.1, RFC 4122 3: neither urn, nor uuid, nor hex digits distinguish case. */
    private static boolean isOf(String instance, String stored) {
        return stored != null && (stored.equalsIgnoreCase('<' + instance + '>') || stored.equalsIgnoreCase(instance));
    }
}
