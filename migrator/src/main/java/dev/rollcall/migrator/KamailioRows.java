package dev.rollcall.migrator;

import dev.rollcall.location.LocationRow;
import dev.rollcall.sql.KamailioRow;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes rows of OpenSIPS from Kamailio's, and counts what of them is not carried over. Not thread-safe. */
final class KamailioRows {
    /** OpenSIPS: the length of its text columns, and of the names in an AOR. */
    private static final int MAX_TEXT = 255;
    private static final int MAX_NAME = 64;
    /** No two zones are further apart. */
    private static final long FARTHEST_ZONE = Duration.ofHours(26).toSeconds();

    private final KamailioFlags flags;
    private final Finding<String> leftOut = new Finding<>();
    private final Map<Integer, Long> unnamedFlags = new TreeMap<>();
    private long rows;
    private long withoutDomain;
    private long ownFlags;
    private long flows;

    KamailioRows(KamailioFlags flags) {
        this.flags = flags;
    }

    /** Takes a row in, once; whether it can be carried over. */
    boolean add(KamailioRow row) {
        rows++;
        Optional<String> fault = fault(row);
        if (fault.isPresent()) {
            leftOut(row.id(), row.username(), row.contact(), fault.get());
            return false;
        }
        withoutDomain += row.domain() == null || row.domain().isEmpty() ? 1 : 0;
        ownFlags += row.flags() != 0 ? 1 : 0;
        flows += row.regId() > 0 ? 1 : 0;
        flags.unnamed(row.cflags()).forEach(bit -> unnamedFlags.merge(bit, 1L, Long::sum));
        return true;
    }

    /** A row stays where it is. */
    void leftOut(long id, String username, String contact, String reason) {
        leftOut.add(() -> "id " + id + ", user " + RowText.value(username) + ", contact " + RowText.value(contact)
                + ": " + RowText.value(reason));
    }

    /** Why a row cannot be carried over, if so. */
    static Optional<String> fault(KamailioRow row) {
        if (isEmpty(row.username())) {
            return Optional.of("it has no username");
        }
        if (isEmpty(row.contact())) {
            return Optional.of("it has no contact");
        }
        if (row.expires() == null || row.expires() < 0) {
            return Optional.of("expires is no time");
        }
        if (row.expires() != 0 && row.expires() <= FARTHEST_ZONE) {
            return Optional.of("expires is at the start of 1970 but not permanent: the time zone is another one");
        }
        if (row.username().length() > MAX_NAME || length(row.domain()) > MAX_NAME) {
            return Optional.of("username or domain are longer than " + MAX_NAME + " characters");
        }
        boolean tooLong = length(row.received()) > MAX_TEXT || length(row.path()) > MAX_TEXT
                || length(row.instance()) > MAX_TEXT;
        return tooLong
                ? Optional.of("received, path or instance are longer than " + MAX_TEXT + " characters")
                : Optional.empty();
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }

    /** The row as OpenSIPS has it. */
    LocationRow carried(KamailioRow row, long contactId) {
        // Kamailio's flags mean other things: its 4 would switch push notifications on
        return new LocationRow(
                contactId, row.username(), isEmpty(row.domain()) ? null : row.domain(), row.contact(),
                row.received(), row.path(), row.expires(), row.q(), row.callId(), row.cseq(), row.lastModified(), 0,
                flags.named(row.cflags()), row.userAgent(), row.socket(), KamailioFlags.methods(row.methods()),
                row.instance(), null, null);
    }

    /** How many rows were taken in. */
    long rows() {
        return rows;
    }

    /** Rows that are not carried over, each with its reason. */
    Finding<String> leftOut() {
        return leftOut;
    }

    /** How many rows have a branch flag that has no name, by its bit. */
    Map<Integer, Long> unnamedFlags() {
        return unnamedFlags;
    }

    /** How many rows have no domain. */
    long withoutDomain() {
        return withoutDomain;
    }

    /** How many rows have flags of Kamailio's own. */
    long ownFlags() {
        return ownFlags;
    }

    /** How many rows are one flow of several of a phone (RFC 5626). */
    long flows() {
        return flows;
    }
}
