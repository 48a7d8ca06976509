package dev.rollcall.registrar.usrloc;

import dev.rollcall.registrar.usrloc.Outcome.Reason;
import dev.rollcall.registrar.usrloc.Registration.RequestedContact;
import dev.rollcall.uri.SipUri;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a location table does, in the simplest way: lists of objects, copied and searched from end to end. */
final class ModelTable {
    /** The ID of a contact that the model was not told yet. */
    private static final long NO_ID = -1;
    private static final Comparator<Contact> DESCENDING_Q =
            Comparator.comparing((Contact contact) -> contact.binding().q()).reversed();

    /** A contact while a registration is decided; a binding of {@code null} means that it goes. */
    private static final class Entry {
        final Contact stored;
        final String uri;
        Binding binding;

        Entry(Contact stored, String uri, Binding binding) {
            this.stored = stored;
            this.uri = uri;
            this.binding = binding;
        }
    }

    private final int maxContacts;
    private final Map<String, List<Contact>> aors = new HashMap<>();

    ModelTable(int maxContacts) {
        this.maxContacts = maxContacts;
    }

    /** Returns why it is refused, or {@code null}. */
    Reason save(Registration registration, long now) {
        if (registration.isFetch()) {
            return null;
        }
        String aor = registration.aor().toString();
        List<Entry> entries = new ArrayList<>();
        contacts(aor, now).forEach(contact -> entries.add(new Entry(contact, contact.uri(), contact.binding())));
        for (Entry entry : registration.removeAll() ? entries : List.<Entry>of()) {
            entry.binding = null;
            if (isStale(entry, registration)) {
                return Reason.INVALID_CSEQ;
            }
        }
        for (RequestedContact requested : registration.contacts()) {
            Entry entry = apply(requested, registration, entries, now);
            if (isStale(entry, registration)) {
                return Reason.INVALID_CSEQ;
            }
        }
        entries.removeIf(entry -> entry.binding == null);
        if (entries.size() > maxContacts && entries.stream().anyMatch(entry -> entry.stored == null)) {
            return Reason.TOO_MANY_CONTACTS;
        }
        put(aor, entries.stream()
                .map(e -> new Contact(e.stored == null ? NO_ID : e.stored.id(), aor, e.uri, e.binding))
                .sorted(DESCENDING_Q)
                .toList());
        return null;
    }

    private static Entry apply(
            RequestedContact requested, Registration registration, List<Entry> entries, long now) {
        String uri = requested.uri().toString();
        Binding binding = requested.remove()
                ? null
                : requested.binding().bound(registration.callId(), registration.cseq(), now);
        Optional<Entry> match = entries.stream().filter(entry -> entry.uri.equals(uri)).findFirst();
        if (match.isEmpty()) {
            match = entries.stream().filter(entry -> isSame(entry.uri, uri)).findFirst();
        }
        Entry entry = match.orElse(new Entry(null, uri, null));
        entries.stream().filter(copy -> copy.uri.equals(entry.uri)).forEach(copy -> copy.binding = null);
        entry.binding = binding;
        if (match.isEmpty() && binding != null) {
            entries.add(entry);
        }
        return entry;
    }

    private static boolean isSame(String uri, String other) {
        Optional<SipUri> one = SipUri.parse(uri);
        Optional<SipUri> two = SipUri.parse(other);
        return one.isPresent() && two.isPresent() && one.get().matches(two.get());
    }

    private static boolean isStale(Entry entry, Registration registration) {
        return entry.stored != null
                && registration.callId().toString().equals(entry.stored.binding().callId())
                && entry.stored.binding().cseq() >= registration.cseq();
    }

    /** Takes over the IDs of contacts that were added last. */
    void adoptIds(String aor, List<Contact> actual) {
        List<Contact> contacts = new ArrayList<>(aors.getOrDefault(aor, List.of()));
        for (int i = 0; i < contacts.size(); i++) {
            if (contacts.get(i).id() == NO_ID) {
                contacts.set(i, contacts.get(i).relabelled(actual.get(i).id()));
            }
        }
        put(aor, contacts);
    }

    void load(Contact contact) {
        List<Contact> contacts = new ArrayList<>(aors.getOrDefault(contact.aor(), List.of()));
        contacts.add(contact);
        contacts.sort(DESCENDING_Q);
        put(contact.aor(), contacts);
    }

    void relabel(String aor, long id, long newId) {
        put(aor, aors.get(aor).stream().map(c -> c.id() == id ? c.relabelled(newId) : c).toList());
    }

    /** Takes out what has expired, by ID. */
    Map<Long, Contact> expire(long now) {
        Map<Long, Contact> expired = all();
        expired.values().removeIf(contact -> contact.isValid(now));
        List.copyOf(aors.keySet()).forEach(aor -> put(aor, contacts(aor, now)));
        return expired;
    }

    /** The valid contacts of an AOR, in order. */
    List<Contact> contacts(String aor, long now) {
        return aors.getOrDefault(aor, List.of()).stream().filter(contact -> contact.isValid(now)).toList();
    }

    /** All contacts by their IDs. */
    Map<Long, Contact> all() {
        Map<Long, Contact> all = new HashMap<>();
        aors.values().forEach(contacts -> contacts.forEach(contact -> all.put(contact.id(), contact)));
        return all;
    }

    int aorCount() {
        return aors.size();
    }

    private void put(String aor, List<Contact> contacts) {
        if (contacts.isEmpty()) {
            aors.remove(aor);
        } else {
            aors.put(aor, contacts);
        }
    }
}
