package dev.rollcall.preload;

import dev.rollcall.aor.AddressOfRecord;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.IdSettings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts how many IDs of a table each choice of format, hash_size, use_domain and char sign explains, and draws the
 * conclusions. Counters only, whatever the table's size. Not thread-safe.
 *
 * <p>Only IDs from 2^46 to 2^62-1 have a say: smaller ones hold hash bits 0, as numbers do that a database counted up.
 */
public final class IdSurvey {
    private static final long MIN_VOTER = 1L << 46;
    private static final int MIN_PERCENT = 95;
    private static final int MIN_REJECTED_BY_RELEASED = 8;

    private long rows;
    private long voters;
    private long withoutDomain;
    /** What each use_domain and char sign explains. */
    private final Tally[] tallies = {new Tally(), new Tally(), new Tally(), new Tally()};

    /** Counts one row; its columns are as the database holds them. */
    public void add(Long contactId, String username, String domain) {
        rows++;
        if (contactId == null || contactId < MIN_VOTER || contactId > ContactId.MAX_VALUE) {
            return;
        }
        voters++;
        if (username == null || username.isEmpty()) {
            return;
        }
        int aorHash = ContactId.aorHash(contactId);
        count(aorHash, username, false);
        if (domain != null && !domain.isEmpty()) {
            count(aorHash, AddressOfRecord.ofRow(username, domain, true).text(), true);
        } else {
            withoutDomain++;
        }
    }

    private void count(int aorHash, String aor, boolean useDomain) {
        byte[] bytes = aor.getBytes(StandardCharsets.UTF_8);
        for (CharSign sign : CharSign.values()) {
            tally(useDomain, sign).add(aorHash, CoreHash.of(bytes, 0, bytes.length, sign));
        }
    }

    private Tally tally(boolean useDomain, CharSign sign) {
        return tallies[(useDomain ? 2 : 0) + sign.ordinal()];
    }

    /** How many rows were counted. */
    public long rows() {
        return rows;
    }

    /**
     * The format that a table's IDs are in: the given one, or by the rule of {@code auto}.
     *
     * <p>{@code documented} only where one hash_size explains at least 95 % of the voters, at least 8 of which
     * {@code released} rejects, and explains more than {@code released} does; otherwise {@code released}, so that every
     * OpenSIPS accepts what is written.
     */
    public FormatDecision decideFormat(IdSettings settings) {
        return decide(settings, settings.useDomain(), settings.charSign());
    }

    private FormatDecision decide(IdSettings settings, boolean useDomain, CharSign sign) {
        Tally tally = tally(useDomain, sign);
        OptionalInt ruling = tally.documentedHashSizes(settings.hashSize()).filter(n -> rules(tally, n)).findFirst();
        int hashSize = ruling.orElseGet(() -> tally.documentedHashSizes(settings.hashSize()).findFirst().orElseThrow());
        return new FormatDecision(
                settings.format().orElse(ruling.isPresent() ? ContactIdFormat.DOCUMENTED : ContactIdFormat.RELEASED),
                settings.format().isPresent(),
                tally.documentedIds(hashSize, voters - tally.released()),
                voters,
                tally.released(),
                tally.explained[hashSize]);
    }

    private boolean rules(Tally tally, int hashSize) {
        long explained = tally.explained[hashSize];
        return explained * 100 >= voters * MIN_PERCENT
                && tally.rejectedByReleased[hashSize] >= MIN_REJECTED_BY_RELEASED
                && explained > tally.released();
    }

    /**
     * The use_domain and char sign that the table speaks for, where they were not given and others explain more IDs
     * than the assumed ones.
     */
    public Optional<Contradiction> contradiction(IdSettings settings) {
        long assumed = decideFormat(settings).explained();
        Contradiction best = null;
        for (boolean useDomain : choices(settings.useDomain(), settings.useDomainGiven())) {
            for (CharSign sign : CharSign.values()) {
                if (settings.charSignGiven() && sign != settings.charSign()) {
                    continue;
                }
                long explained = decide(settings, useDomain, sign).explained();
                if (explained > (best == null ? assumed : best.explained())) {
                    best = new Contradiction(settings, useDomain, sign, explained, assumed, voters, withoutDomain);
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean[] choices(boolean assumed, boolean given) {
        return given ? new boolean[] {assumed} : new boolean[] {assumed, !assumed};
    }

    /** What one use_domain and char sign explain, by hash_size. With 16 {@code documented} is {@code released}. */
    private static final class Tally {
        private final long[] explained = new long[IdParameters.MAX_HASH_SIZE + 1];
        private final long[] rejectedByReleased = new long[IdParameters.MAX_HASH_SIZE + 1];
        /** IDs that released rejects, by the smallest and the largest hash_size that explains them: all between do. */
        private final long[][] ranges = new long[IdParameters.MAX_HASH_SIZE + 1][IdParameters.MAX_HASH_SIZE + 1];

        void add(int aorHash, int coreHash) {
            boolean released = aorHash == ContactIdFormat.RELEASED.aorHash(coreHash, IdParameters.MAX_HASH_SIZE);
            // a slot of hash_size n has no bit from n up, and the hash's own bits below
            int fewest = Math.max(IdParameters.MIN_HASH_SIZE, Integer.SIZE - Integer.numberOfLeadingZeros(aorHash));
            int most = Math.min(IdParameters.MAX_HASH_SIZE, Integer.numberOfTrailingZeros(aorHash ^ coreHash));
            for (int hashSize = fewest; hashSize <= most; hashSize++) {
                explained[hashSize]++;
                rejectedByReleased[hashSize] += released ? 0 : 1;
            }
            if (fewest <= most && !released) {
                ranges[fewest][most]++;
            }
        }

        /**
         * How many IDs that released rejects each hash_size explains, and none before it: as few of them as explain the
         * most. One that explains a tenth of what is left, or less, may do so by chance.
         *
         * @param left how many IDs released rejects
         */
        Map<Integer, Long> documentedIds(int first, long left) {
            long[][] unexplained = Stream.of(ranges).map(long[]::clone).toArray(long[][]::new);
            Map<Integer, Long> sizes = new LinkedHashMap<>();
            long rest = left;
            int hashSize = first;
            long explained = take(unexplained, hashSize);
            while (explained > (sizes.isEmpty() ? 0 : Math.max(1, rest / 10))) {
                sizes.put(hashSize, explained);
                rest -= explained;
                hashSize = IntStream.rangeClosed(IdParameters.MIN_HASH_SIZE, IdParameters.MAX_HASH_SIZE).boxed()
                        .max(Comparator.comparingLong(size -> explained(unexplained, size)))
                        .orElseThrow();
                explained = take(unexplained, hashSize);
            }
            return Collections.unmodifiableMap(sizes);
        }

        private static long explained(long[][] unexplained, int hashSize) {
            long count = 0;
            for (int fewest = IdParameters.MIN_HASH_SIZE; fewest <= hashSize; fewest++) {
                for (int most = hashSize; most <= IdParameters.MAX_HASH_SIZE; most++) {
                    count += unexplained[fewest][most];
                }
            }
            return count;
        }

        /** Takes out what a hash_size explains. */
        private static long take(long[][] unexplained, int hashSize) {
            long count = explained(unexplained, hashSize);
            for (int fewest = IdParameters.MIN_HASH_SIZE; fewest <= hashSize; fewest++) {
                Arrays.fill(unexplained[fewest], hashSize, IdParameters.MAX_HASH_SIZE + 1, 0);
            }
            return count;
        }

        long released() {
            return explained[IdParameters.MAX_HASH_SIZE];
        }

        /**
         * Every hash_size, the one first that explains the most IDs which {@code released} rejects; at a tie the
         * preferred.
         */
        IntStream documentedHashSizes(int preferred) {
            return IntStream.rangeClosed(IdParameters.MIN_HASH_SIZE, IdParameters.MAX_HASH_SIZE)
                    .boxed()
                    .sorted(Comparator.comparingLong((Integer hashSize) -> -rejectedByReleased[hashSize])
                            .thenComparing(hashSize -> hashSize != preferred))
                    .mapToInt(Integer::intValue);
        }
    }
}
