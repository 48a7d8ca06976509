package dev.rollcall.migrator;

import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.location.LocationRow;
import dev.rollcall.preload.RowCheck;
import dev.rollcall.preload.RowFault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be said of a table's rows besides their IDs: which ones OpenSIPS does not load and why, which have
 * expired, which are there twice. Not thread-safe.
 */
final class RowFindings {
    private final IdCheck ids;
    private final RowCheck check;
    private final long now;
    private final MessageDigest digest = TableDigest.sha256();
    private final Set<Long> contacts = new HashSet<>();
    private final Map<RowFault, Finding> faults = new EnumMap<>(RowFault.class);
    private final Finding expired = new Finding();
    private final Finding duplicates = new Finding();

    /** @param now unix seconds */
    RowFindings(IdCheck ids, String table, long now) {
        this.ids = ids;
        this.check = new RowCheck(ids, table);
        this.now = now;
    }

    /** Takes a row in. */
    void add(LocationRow row) {
        check.fault(row)
                .flatMap(fault -> fault == RowFault.BROKEN_ID ? check.fault(withRightHash(row)) : Optional.of(fault))
                .ifPresent(fault -> faults.computeIfAbsent(fault, none -> new Finding()).add(() -> describe(row)));
        // OpenSIPS: 0 is permanent, and a contact is valid while its time is still to come.
        if (row.expires() != null && row.expires() != 0 && row.expires() <= now) {
            expired.add(() -> describe(row));
        }
        String aor = ids.aor(row.username(), row.domain());
        if (aor != null && row.contact() != null && !contacts.add(fingerprint(aor, row.contact()))) {
            duplicates.add(() -> describe(row));
        }
    }

    /** The row as a repair may leave it, so that what OpenSIPS looks at after the ID is seen too. */
    private LocationRow withRightHash(LocationRow row) {
        int aorHash = ids.parameters().aorHash(ids.aor(row.username(), row.domain()));
        return row.withContactId(ContactId.pack(aorHash, 1, 0));
    }

    /** A row as an operator finds it. */
    static String describe(LocationRow row) {
        String id = row.contactId() == null ? "NULL" : Long.toUnsignedString(row.contactId());
        return "contact_id " + id + ", " + RowText.user(row.username(), row.domain()) + ", contact "
                + RowText.value(row.contact());
    }

    /** 64 bits of a digest: among a million rows no two differ and look alike, and nobody can make them. */
    private long fingerprint(String aor, String contact) {
        digest.update(aor.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return ByteBuffer.wrap(digest.digest(contact.getBytes(StandardCharsets.UTF_8))).getLong();
    }

    /** Rows that OpenSIPS does not load for another reason than the ID, by the first such reason. */
    Map<RowFault, Finding> faults() {
        return faults;
    }

    /** Rows whose time has passed. */
    Finding expired() {
        return expired;
    }

    /** Rows with the AOR and the contact of another row. */
    Finding duplicates() {
        return duplicates;
    }
}
