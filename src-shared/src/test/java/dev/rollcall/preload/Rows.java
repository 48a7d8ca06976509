package dev.rollcall.preload;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdSettings;
import dev.rollcall.location.LocationRow;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** Rows and settings for tests. */
final class Rows {
    private Rows() {}

    /** A row that OpenSIPS loads if its ID is right. */
    static LocationRow row(Long id, String username, String domain) {
        return row(id, username, domain, "sip:" + username + "@192.0.2.1:5060", null, null);
    }

    static LocationRow row(Long id, String username, String domain, String contact, String received, String path) {
        return new LocationRow(
                id, username, domain, contact, received, path, 2_000_000_000L, -1.0, "call-1@192.0.2.1", 1,
                LocalDateTime.of(2026, 11, 21, 9, 0), 0, "", "n/a", "udp:127.0.0.1:5060", null, null, null, null);
    }

    static IdSettings given(ContactIdFormat format, int hashSize, boolean useDomain) {
        return new IdSettings(Optional.ofNullable(format), hashSize, useDomain, true, CharSign.SIGNED, true);
    }

    static IdCheck check(ContactIdFormat format, int hashSize, boolean useDomain) {
        return new IdCheck(given(format, hashSize, useDomain).with(format), List.of());
    }
}
