package dev.rollcall.registrar.persist;

import dev.rollcall.aor.AddressOfRecord;
import dev.rollcall.location.LocationRow;
import dev.rollcall.registrar.usrloc.Binding;
import dev.rollcall.registrar.usrloc.Contact;
import dev.rollcall.sql.RowKey;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Turns contacts into rows and rows into contacts. Safe for any thread. */
final class ContactRows {
    private static final double THOUSANDTHS = 1000;
    /** OpenSIPS: an unspecified q is stored as -1.00. */
    private static final double STORED_UNSPECIFIED_Q = -1;

    private final boolean useDomain;
    private final ZoneId zone;

    /**
     * @param useDomain whether an AOR is split over the username and domain columns
     * @param zone the zone of {@code last_modified}, which has none of its own
     */
    ContactRows(boolean useDomain, ZoneId zone) {
        this.useDomain = useDomain;
        this.zone = zone;
    }

    LocationRow toRow(Contact contact) {
        Binding binding = contact.binding();
        RowKey key = key(contact);
        return new LocationRow(
                key.contactId(),
                key.username(),
                key.domain(),
                contact.uri(),
                binding.received(),
                binding.path(),
                binding.expires(),
                binding.q() == Binding.UNSPECIFIED_Q ? STORED_UNSPECIFIED_Q : binding.q() / THOUSANDTHS,
                binding.callId(),
                (int) binding.cseq(),
                LocalDateTime.ofInstant(Instant.ofEpochSecond(binding.lastModified()), zone),
                binding.flags(),
                binding.cflags(),
                binding.userAgent(),
                binding.socket(),
                binding.methods(),
                binding.sipInstance(),
                binding.kvStore(),
                binding.attr());
    }

    RowKey key(Contact contact) {
        AddressOfRecord aor = new AddressOfRecord(contact.aor());
        return new RowKey(contact.id(), aor.username(useDomain), useDomain ? aor.domain() : null);
    }

    /** The contact of a row that passed the checks of preload. */
    Contact toContact(LocationRow row) {
        AddressOfRecord aor = AddressOfRecord.ofRow(row.username(), row.domain(), useDomain);
        Binding binding = new Binding(
                row.expires(),
                row.q() < 0 ? Binding.UNSPECIFIED_Q : (int) Math.round(row.q() * THOUSANDTHS),
                row.callId(),
                row.cseq(),
                row.lastModified() == null ? 0 : row.lastModified().atZone(zone).toEpochSecond(),
                row.flags(),
                row.cflags(),
                row.userAgent(),
                row.received(),
                row.path(),
                // OpenSIPS forgets a socket that is not its own; kept here, so that a refresh writes it back
                row.socket(),
                row.methods(),
                row.sipInstance(),
                row.kvStore(),
                row.attr(),
                0);
        return new Contact(row.contactId(), aor.text(), row.contact(), binding);
    }
}
