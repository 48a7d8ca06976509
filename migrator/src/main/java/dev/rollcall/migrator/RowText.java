package dev.rollcall.migrator;

import dev.rollcall.contactid.ContactId;
import dev.rollcall.log.ServerLog;
import dev.rollcall.regen.Repair;
import dev.rollcall.sql.IdMapping;
import java.util.Locale;

/** How rows and IDs are written: on one line, whatever the table holds. */
final class RowText {
    private RowText() {}

    /** The columns that make the AOR. */
    static String user(String username, String domain) {
        return "user " + value(username) + (domain == null ? "" : '@' + value(domain));
    }

    /** A column's text. */
    static String value(String text) {
        return text == null ? "NULL" : text.isEmpty() ? "''" : ServerLog.printable(text);
    }

    /** An ID and its three fields. */
    static String splitId(long id) {
        ContactId fields = ContactId.unpack(id);
        return Long.toUnsignedString(id) + " (" + fields.aorHash() + '/' + fields.recordLabel() + '/'
                + fields.contactLabel() + ')';
    }

    /** An ID's way, on a line of a dry run. */
    static String repair(Repair repair) {
        return Long.toUnsignedString(repair.oldId()) + " -> " + Long.toUnsignedString(repair.newId()) + "  "
                + name(repair.cause()) + "  " + user(repair.username(), repair.domain());
    }

    /** A row's way in a run. */
    static String mapping(IdMapping row) {
        return Long.toUnsignedString(row.oldId()) + " -> " + Long.toUnsignedString(row.newId()) + "  " + row.cause()
                + "  " + user(row.username(), row.domain());
    }

    /** A verdict in a word. */
    static String name(Enum<?> verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
