package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Registrations.NOW;
import static dev.rollcall.registrar.usrloc.Registrations.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refresh allocates in the table: the outcome, which is the caller's, and nothing that the table keeps. */
class LocationTableAllocationTest {
    private static final int AORS = 1_000;
    private static final int ROUNDS = 60;
    /** The outcome: a list of one binding and its URI of 24 bytes. */
    private static final long MAX_BYTES_PER_REFRESH = 192;

    private static final IdParameters PARAMETERS =
            new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void save_refresh_allocatesItsOutcomeAlone(boolean tracksDirty) {
        LocationTable table =
                new LocationTable(PARAMETERS, new LabelAllocator(PARAMETERS, new Random(1)), tracksDirty);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            Registration[] registrations = registrations(round);
            long before = threads.getCurrentThreadAllocatedBytes();
            for (Registration registration : registrations) {
                assertEquals(Accepted.class, table.save(registration, NOW).getClass());
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / AORS);
        }

        assertEquals(AORS, table.size());
        assertTrue(least <= MAX_BYTES_PER_REFRESH, least + " bytes for a refresh");
    }

    /** One of every AOR; those of the first round are new, those of the others refresh them. */
    private static Registration[] registrations(int round) {
        Registration[] registrations = new Registration[AORS];
        for (int i = 0; i < AORS; i++) {
            String aor = "user" + i + "@example.com";
            registrations[i] = one(aor, "sip:phone" + (1000 + i) + "@192.0.2.7", "call-" + i, round, NOW + 600 + round);
        }
        return registrations;
    }
}
