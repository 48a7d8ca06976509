package dev.rollcall.registrar.usrloc;

import dev.rollcall.contactid.ContactId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The contacts of an AOR and their labels. Not thread-safe: the shard's lock guards it. The list of contacts is
 * immutable and replaced as a whole, so an answer can hold it.
 */
final class AorRecord extends ExpiryWheel.Node {
    /** OpenSIPS' order: descending q, an unspecified one last; a stable sort keeps those of one q as they came. */
    static final Comparator<Contact> DESCENDING_Q =
            Comparator.comparingInt((Contact contact) -> contact.binding().q()).reversed();

    private static final int NO_LABEL = -1;

    private List<Contact> contacts = List.of();
    private long recordLabel = NO_LABEL;
    private int lastContactLabel = NO_LABEL;

    /** All contacts in OpenSIPS' order, expired ones too. */
    List<Contact> contacts() {
        return contacts;
    }

    /** Replaces all contacts by others, which are in order. */
    void replaceContacts(List<Contact> replacement) {
        contacts = replacement;
    }

    /** The AOR of a record that has contacts. */
    String aor() {
        return contacts.get(0).aor();
    }

    /** The contacts that are valid at a time, in order. */
    List<Contact> valid(long now) {
        for (Contact contact : contacts) {
            if (!contact.isValid(now)) {
                return contacts.stream().filter(c -> c.isValid(now)).toList();
            }
        }
        return contacts;
    }

    /** When the first contact expires, in unix seconds, or {@link Long#MAX_VALUE} where all are permanent. */
    long firstExpiry() {
        long first = Long.MAX_VALUE;
        for (Contact contact : contacts) {
            long expires = contact.binding().expires();
            if (expires != Binding.PERMANENT) {
                first = Math.min(first, expires);
            }
        }
        return first;
    }

    /** Adds a contact from the database and takes over its labels. OpenSIPS: the last row's record label stays. */
    void load(Contact contact) {
        recordLabel = ContactId.recordLabel(contact.id());
        lastContactLabel = Math.max(lastContactLabel, ContactId.contactLabel(contact.id()));
        int at = contacts.size();
        while (at > 0 && DESCENDING_Q.compare(contact, contacts.get(at - 1)) < 0) {
            at--;
        }
        List<Contact> more = new ArrayList<>(contacts.size() + 1);
        more.addAll(contacts);
        more.add(at, contact);
        contacts = List.copyOf(more);
    }

    /** Puts a contact in the place of another. */
    void replace(Contact old, Contact replacement) {
        contacts = contacts.stream().map(c -> c == old ? replacement : c).toList();
    }

    boolean hasLabels() {
        return recordLabel != NO_LABEL;
    }

    long recordLabel() {
        return recordLabel;
    }

    /** The contact label that was given last. */
    int lastContactLabel() {
        return lastContactLabel;
    }

    void setLabels(long newRecordLabel, int newLastContactLabel) {
        recordLabel = newRecordLabel;
        lastContactLabel = newLastContactLabel;
    }
}
