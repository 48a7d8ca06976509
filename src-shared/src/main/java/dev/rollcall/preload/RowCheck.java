package dev.rollcall.preload;

import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.IdVerdict;
import dev.rollcall.location.LocationRow;
import dev.rollcall.location.SocketName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Decides of one row whether OpenSIPS loads it, in OpenSIPS' order and with its words. Immutable.
 */
public final class RowCheck {
    private static final String PRELOAD = "preload_udomain";
    private static final String ROW_READER = "dbrow2info";
    /** OpenSIPS: the buffer that user@domain is put together in, its final zero byte included. */
    private static final int MAX_URI_SIZE = 1024;
    /** Bytes that a char takes at most. */
    private static final int MAX_UTF8_BYTES = 3;

    private final IdCheck ids;
    private final String table;

    /**
     * @param ids what makes an ID right
     * @param table the table's name as log lines hold it
     */
    public RowCheck(IdCheck ids, String table) {
        this.ids = ids;
        this.table = table;
    }

    /** What is wrong with a row first, empty where it is loaded. */
    public Optional<RowFault> fault(LocationRow row) {
        return check(row).map(Rejection::fault);
    }

    /** What is wrong with a row first if its ID is taken for right: what no other ID would mend. */
    public Optional<RowFault> faultBesidesId(LocationRow row) {
        Rejection rejection = names(row);
        return Optional.ofNullable(rejection == null ? addresses(row) : rejection).map(Rejection::fault);
    }

    /** As {@link #fault}, with what OpenSIPS logs about it. */
    Optional<Rejection> check(LocationRow row) {
        return Optional.ofNullable(rejection(row));
    }

    /** As {@link #check}; null where the row is loaded. */
    Rejection rejection(LocationRow row) {
        Rejection rejection = names(row);
        if (rejection == null) {
            rejection = contactId(row);
        }
        return rejection == null ? addresses(row) : rejection;
    }

    private Rejection names(LocationRow row) {
        if (isEmpty(row.username())) {
            return Rejection.of(RowFault.EMPTY_USERNAME,
                    LogLine.critical(PRELOAD, "empty username record in table {}...skipping", table));
        }
        Rejection rejection = columns(row);
        return rejection == null ? addressOfRecord(row) : rejection;
    }

    private Rejection columns(LocationRow row) {
        if (row.contactId() == null) {
            return unreadable(row, RowFault.NO_CONTACT_ID, LogLine.critical(ROW_READER, "bad contact id"));
        }
        if (isEmpty(row.contact())) {
            return unreadable(row, RowFault.NO_CONTACT, LogLine.critical(ROW_READER, "bad contact"));
        }
        if (row.expires() == null) {
            return unreadable(row, RowFault.NO_EXPIRES, LogLine.critical(ROW_READER, "empty expire"));
        }
        if (row.q() == null) {
            return unreadable(row, RowFault.NO_Q, LogLine.critical(ROW_READER, "empty q"));
        }
        if (row.cseq() == null) {
            return unreadable(row, RowFault.NO_CSEQ, LogLine.critical(ROW_READER, "empty cseq_nr"));
        }
        if (isEmpty(row.callId())) {
            return unreadable(row, RowFault.NO_CALL_ID, LogLine.critical(ROW_READER, "bad callid"));
        }
        if (row.flags() == null) {
            return unreadable(row, RowFault.NO_FLAGS, LogLine.critical(ROW_READER, "empty flag"));
        }
        if (!isEmpty(row.socket()) && SocketName.parse(row.socket()).isEmpty()) {
            return unreadable(row, RowFault.BAD_SOCKET, LogLine.error(ROW_READER, "bad socket <{}>", row.socket()));
        }
        return null;
    }

    private Rejection unreadable(LocationRow row, RowFault fault, LogLine line) {
        // OpenSIPS: "sipping" is its spelling.
        LogLine record = LogLine.error(PRELOAD, "sipping record for {} in table {}", row.username(), table);
        return Rejection.of(fault, line, record);
    }

    private Rejection addressOfRecord(LocationRow row) {
        if (!ids.parameters().useDomain()) {
            return null;
        }
        if (isEmpty(row.domain())) {
            return Rejection.of(RowFault.EMPTY_DOMAIN,
                    LogLine.critical(PRELOAD, "empty domain record for user {}...skipping", row.username()));
        }
        int mostBytes = (row.username().length() + 1 + row.domain().length()) * MAX_UTF8_BYTES;
        if (mostBytes < MAX_URI_SIZE) {
            return null;
        }
        byte[] aor = (row.username() + '@' + row.domain()).getBytes(StandardCharsets.UTF_8);
        if (aor.length < MAX_URI_SIZE) {
            return null;
        }
        // OpenSIPS: by then the user's place holds what fitted of the whole.
        String cut = new String(aor, 0, MAX_URI_SIZE - 1, StandardCharsets.UTF_8);
        return Rejection.of(RowFault.LONG_AOR,
                LogLine.critical(PRELOAD, "URI '{}@{}' longer than {}", cut, row.domain(), MAX_URI_SIZE));
    }

    private Rejection contactId(LocationRow row) {
        long id = row.contactId();
        IdVerdict verdict = ids.verdict(id, row.username(), row.domain());
        if (verdict == IdVerdict.OK) {
            return null;
        }
        IdParameters parameters = ids.parameters();
        String aor = ids.aor(row.username(), row.domain());
        // OpenSIPS: the database's hash in all its 16 bits, the new one as a slot; the two numbers cannot be compared.
        LogLine line = LogLine.error(PRELOAD,
                "failed to match aorhashes for user {},db aorhash [{}] new aorhash [{}],db contactid [{}]",
                aor,
                ContactId.aorHash(id),
                parameters.slot(CoreHash.of(aor, parameters.charSign())),
                Long.toUnsignedString(id));
        return new Rejection(RowFault.BROKEN_ID, verdict, List.of(line));
    }

    private Rejection addresses(LocationRow row) {
        if (!UriColumns.isUri(row.contact())) {
            LogLine invalid = LogLine.error("new_ucontact",
                    "contact [{}] is not valid! Will not store it!", row.contact());
            return Rejection.of(RowFault.BAD_URI, invalid, noContact(), badContact(row));
        }
        return hasNextHop(row) ? null : Rejection.of(RowFault.BAD_URI, noContact(), badContact(row));
    }

    private static LogLine noContact() {
        return LogLine.error("mem_insert_ucontact", "failed to create new contact");
    }

    private LogLine badContact(LocationRow row) {
        return LogLine.error(PRELOAD,
                "inserting contact failed\nFound a bad contact with id:[{}] aor:[{}] contact:[{}] received:[{}]!\n"
                        + "Will continue but that contact needs to be REMOVED!!",
                Long.toUnsignedString(row.contactId()),
                ids.aor(row.username(), row.domain()),
                row.contact(),
                row.received() == null ? "" : row.received());
    }

    /** OpenSIPS: a call goes to the path's first URI, without one to received, without that to the contact. */
    private boolean hasNextHop(LocationRow row) {
        if (!isEmpty(row.path())) {
            return UriColumns.isPath(row.path());
        }
        return isEmpty(row.received()) || UriColumns.isUri(row.received());
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }
}
