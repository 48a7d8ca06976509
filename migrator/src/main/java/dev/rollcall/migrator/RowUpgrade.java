package dev.rollcall.migrator;

import dev.rollcall.location.LocationRow;
import dev.rollcall.regen.Repair;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Turns a row of an old table into one of schema 1013; rows come by ID. Not thread-safe. */
final class RowUpgrade {
    /** No two zones are further apart. */
    private static final long FARTHEST_ZONE = Duration.ofHours(26).toSeconds();

    private final NewIds newIds;
    private final boolean useDomain;

    /**
     * @param newIds the rows that get another ID; all others keep theirs
     * @param useDomain whether a domain of '' means something
     */
    RowUpgrade(NewIds newIds, boolean useDomain) {
        this.newIds = newIds;
        this.useDomain = useDomain;
    }

    /** Why a row cannot be carried over, if so. */
    static Optional<String> fault(LocationRow row) {
        if (row.contactId() == null) {
            return Optional.of("it has no id");
        }
        if (row.expires() == null) {
            return Optional.of("expires is no time");
        }
        if (row.lastModified() == null) {
            return Optional.of("last_modified is no time");
        }
        // a permanent contact's time is 1970-01-01 00:00:00 UTC as the server's local time
        boolean otherZone = row.expires() != 0 && Math.abs(row.expires()) <= FARTHEST_ZONE;
        return otherZone
                ? Optional.of("expires is " + row.expires() + " s from the start of 1970, where only permanent contacts"
                        + " are, at 0: it was written in another time zone")
                : Optional.empty();
    }

    /** Whether the row's domain is to become NULL: without use_domain OpenSIPS writes none, and 1009 had no NULL. */
    boolean losesDomain(LocationRow row) {
        return !useDomain && row.domain() != null && row.domain().isEmpty();
    }

    /**
     * The row in the new shape, every value but the ID and an empty domain as it is.
     *
     * @throws RefusedException when the row under that ID is not the one that the new ID was made for
     */
    LocationRow upgraded(LocationRow row) {
        LocationRow shaped = losesDomain(row) ? row.withDomain(null) : row;
        Optional<Repair> repair = newIds.of(row.contactId());
        repair.ifPresent(planned -> requireSame(planned, row));
        return repair.map(planned -> shaped.withContactId(planned.newId())).orElse(shaped);
    }

    private static void requireSame(Repair planned, LocationRow row) {
        if (!Objects.equals(planned.username(), row.username()) || !Objects.equals(planned.domain(), row.domain())) {
            throw new RefusedException("the table is being written meanwhile; stop what writes it and run this again");
        }
    }
}
