package dev.rollcall.migrator;

import dev.rollcall.location.LocationRow;
import java.util.Optional;

/**
 * What an operator finds a row by; long texts are cut.
 *
 * @param contactId the key, {@code null} for NULL
 * @param username the username as the database holds it
 * @param domain the domain as the database holds it
 * @param contact the contact as the database holds it
 */
record RowSample(Long contactId, String username, String domain, String contact) {
    /** OpenSIPS: the longest text of its own columns. */
    private static final int MAX_LENGTH = 255;

    RowSample {
        username = cut(username);
        domain = cut(domain);
        contact = cut(contact);
    }

    static RowSample of(LocationRow row) {
        return new RowSample(row.contactId(), row.username(), row.domain(), row.contact());
    }

    /** A row that was found by its ID and is gone when it is looked at again. */
    static RowSample of(long contactId, Optional<LocationRow> row) {
        return row.map(RowSample::of).orElseGet(() -> new RowSample(contactId, null, null, null));
    }

    private static String cut(String text) {
        return text == null || text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
    }

    /** On one line, with the contact. */
    String describe() {
        String id = contactId == null ? "NULL" : Long.toUnsignedString(contactId);
        return "contact_id " + id + ", " + user() + ", contact " + RowText.value(contact);
    }

    /** On one line, with the three fields of the ID. */
    String describeId() {
        return RowText.splitId(contactId) + "  " + user();
    }

    private String user() {
        return RowText.user(username, domain);
    }
}
