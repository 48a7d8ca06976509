package dev.rollcall.registrar.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.admission.SourceTable.Admission;
import dev.rollcall.registrar.sip.SourceNumber;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTableTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long SOURCE = 7;

    private long now = 1;

    @Test
    void admit_moreThanTheRate_isTooFastUntilTimeHasPassed() {
        SourceTable table = table(10, 0);
        assertEquals(10, passing(table, SOURCE, 50));
        assertEquals(10, passing(table, SOURCE + 1, 50), "another source");
        now += SECOND / 10;
        assertEquals(1, passing(table, SOURCE, 50));
        now += 100 * SECOND;
        assertEquals(10, passing(table, SOURCE, 50), "no more than a second's at once");
    }

    @Test
    void admit_steadilyAtTheRate_alwaysPasses() {
        SourceTable table = table(3, 0);
        for (int i = 0; i < 100; i++) {
            assertEquals(Admission.PASSES, table.admit(SOURCE, now), "message " + i);
            now += SECOND / 3;
        }
    }

    @Test
    void failed_asOftenAsAllowed_bansForLongerEachTime() {
        SourceTable table = table(0, 3);
        for (long seconds : new long[] {60, 120, 240, 300, 300}) {
            assertEquals(0, table.failed(SOURCE, now));
            assertEquals(0, table.failed(SOURCE, now));
            assertEquals(seconds * SECOND, table.failed(SOURCE, now));
            assertEquals(0, table.failed(SOURCE, now), "what was under way when the ban began");
            now += seconds * SECOND - 1;
            assertEquals(Admission.BANNED, table.admit(SOURCE, now));
            assertEquals(Admission.PASSES, table.admit(SOURCE + 1, now));
            now += 1;
            assertEquals(Admission.PASSES, table.admit(SOURCE, now));
        }
        now += SourceTable.FORGIVEN.toNanos() + 1;
        assertEquals(60 * SECOND, LongStream.range(0, 3).map(i -> table.failed(SOURCE, now)).max().getAsLong());
    }

    @Test
    void failed_longAgo_isForgotten() {
        SourceTable table = table(0, 2);
        assertEquals(0, table.failed(SOURCE, now));
        now += SourceTable.FORGIVEN.toNanos() + 1;
        assertEquals(0, table.failed(SOURCE, now));
        assertEquals(60 * SECOND, table.failed(SOURCE, now));
    }

    @Test
    void proven_lately_isNotBannedHoweverOftenOthersFailThere() {
        SourceTable table = table(0, 2);
        table.proven(SOURCE, now);
        now += SourceTable.PROVEN.toNanos() - 1;
        for (int i = 0; i < 100; i++) {
            assertEquals(0, table.failed(SOURCE, now));
        }
        now += 1;
        assertEquals(0, table.failed(SOURCE, now));
        assertEquals(60 * SECOND, table.failed(SOURCE, now));
    }

    @Test
    void admit_withoutAnyLimit_bansNobody() {
        SourceTable table = table(0, 0);
        for (int i = 0; i < 100; i++) {
            assertEquals(0, table.failed(SOURCE, now));
        }
        assertEquals(1_000, passing(table, SOURCE, 1_000));
    }

    @Test
    void sources_moreThanThereIsRoomFor_displaceThoseThatAreNotBannedFirst() {
        SourceTable table = new SourceTable(limits(1, 1), SourceTable.WAYS);
        table.failed(SOURCE, now);
        for (int i = 1; i <= 1_000; i++) {
            now++;
            assertEquals(Admission.PASSES, table.admit(SOURCE + i, now));
        }
        assertEquals(Admission.BANNED, table.admit(SOURCE, now));
        assertEquals(Admission.TOO_FAST, table.admit(SOURCE + 1_000, now), "the newest are known");
        assertEquals(Admission.PASSES, table.admit(SOURCE + 1, now), "the oldest are not");
    }

    @Test
    void sources_bannedAllOfThem_displaceTheOldest() {
        SourceTable table = new SourceTable(limits(0, 1), SourceTable.WAYS);
        for (int i = 0; i <= SourceTable.WAYS; i++) {
            now++;
            assertTrue(table.failed(SOURCE + i, now) > 0);
        }
        assertEquals(Admission.PASSES, table.admit(SOURCE, now));
        assertEquals(Admission.BANNED, table.admit(SOURCE + SourceTable.WAYS, now));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.7, 0.0.2.7, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::1, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "255.255.255.255, 192.0.2.7, false",
        "::1, 0.0.0.1, false",
        "::ffff:192.0.2.7, 192.0.2.7, true"})
    void number_ofAnAddress_isThatOfItsNetwork(String one, String other, boolean same) throws Exception {
        assertEquals(same,
                SourceNumber.of(InetAddress.getByName(one).getAddress())
                        == SourceNumber.of(InetAddress.getByName(other).getAddress()));
    }

    private long passing(SourceTable table, long source, int messages) {
        return LongStream.range(0, messages).filter(i -> table.admit(source, now) == Admission.PASSES).count();
    }

    private static SourceTable table(int rate, int banAfter) {
        return new SourceTable(limits(rate, banAfter), 1_024);
    }

    private static SourceLimits limits(int rate, int banAfter) {
        return new SourceLimits(rate, banAfter, Duration.ofSeconds(60), Duration.ofSeconds(300));
    }
}
