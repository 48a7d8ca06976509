package dev.rollcall.regen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.IdVerdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the repair of any table, tried on random ones that are as broken as can be. */
class RepairPlannerPropertyTest {
    private static final Set<IdVerdict> OF_RIGHT_HASHES = EnumSet.of(
            IdVerdict.CONTACT_LABEL_OVERFLOW, IdVerdict.SPLIT_RECORD_LABEL, IdVerdict.CONTACT_LABEL_TWICE,
            IdVerdict.SHARED_RECORD_LABEL);
    private static final String[] USERS = {
        "alice", "Alice", "bob", "callee", "j\u00fcrgen", "a@b", "1000", "+4930123456", "z", ""
    };
    private static final String[] DOMAINS = {"example.com", "Example.COM", "b.example", "", null};

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 300);
    }

    private static IdParameters parameters(Random random) {
        return new IdParameters(
                random.nextInt(3) == 0 ? ContactIdFormat.DOCUMENTED : ContactIdFormat.RELEASED,
                2 + random.nextInt(15),
                random.nextBoolean(),
                CharSign.values()[random.nextInt(2)]);
    }

    private static Table table(Random random, IdParameters parameters) {
        Table table = new Table();
        Set<Long> ids = new HashSet<>();
        int size = random.nextInt(120);
        for (int i = 0; i < size; i++) {
            String user = random.nextInt(20) == 0 ? null : USERS[random.nextInt(USERS.length)] + digits(random);
            String domain = DOMAINS[random.nextInt(DOMAINS.length)];
            long id = id(random, parameters, user, domain);
            if (ids.add(id)) {
                table.add(id, user, domain);
            }
        }
        return table;
    }

    private static String digits(Random random) {
        return random.nextBoolean() ? "" : String.valueOf(random.nextInt(4));
    }

    private static long id(Random random, IdParameters right, String user, String domain) {
        IdParameters made = random.nextInt(4) == 0 ? parameters(random) : right;
        String aor = new IdCheck(made, List.of()).aor(user, domain);
        int hash = aor == null ? random.nextInt(65536) : made.aorHash(aor);
        return switch (random.nextInt(12)) {
            case 0 -> random.nextInt(40);
            case 1 -> random.nextLong();
            case 2 -> ContactId.pack(hash, ContactId.MAX_RECORD_LABEL - random.nextInt(2), random.nextInt(3));
            case 3 -> ContactId.pack(hash, 0x7fff_ffffL - random.nextInt(2), random.nextInt(3));
            case 4 -> new ContactId(hash, random.nextInt(3), random.nextInt(65536)).packLegacy();
            default -> ContactId.pack(hash, random.nextInt(3), ContactId.MAX_CONTACT_LABEL - random.nextInt(4));
        };
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void plan_anyTable_holdsWhatItPromises(int seed) {
        Random random = new Random(seed);
        IdParameters parameters = parameters(random);
        IdCheck check = new IdCheck(parameters, List.of());
        Table table = table(random, parameters);
        RepairPlan plan = table.plan(parameters);
        Set<Long> before = table.rows().stream().map(Table.Row::id).collect(Collectors.toSet());

        assertNewIdsAreNew(plan, before);
        assertRightIdsStay(plan, table, check);
        Table repaired = table.repaired(plan);
        assertEquals(table.rows().size(), new HashSet<>(repaired.rows()).size());
        assertLabelsAreRight(repaired, check);
        assertTrue(repaired.plan(parameters).isEmpty(), "a second run changes nothing");

        List<Table.Row> shuffled = new ArrayList<>(table.rows());
        Collections.shuffle(shuffled, random);
        assertEquals(plan.repairs().stream().toList(), new Table(shuffled).plan(parameters).repairs().stream().toList(),
                "the order of the rows does not matter");
        assertTrue(plan.unrepairable().isEmpty());
    }

    private static void assertNewIdsAreNew(RepairPlan plan, Set<Long> before) {
        Set<Long> seen = new HashSet<>();
        Repair last = null;
        for (Repair repair : plan.repairs()) {
            assertTrue(before.contains(repair.oldId()));
            assertFalse(before.contains(repair.newId()));
            assertTrue(seen.add(repair.newId()));
            assertTrue(ContactId.isPackable(repair.newId()));
            assertTrue(last == null || Long.compareUnsigned(last.oldId(), repair.oldId()) < 0);
            last = repair;
        }
    }

    /** An ID that is right is only given up for the sake of its neighbours. */
    private static void assertRightIdsStay(RepairPlan plan, Table table, IdCheck check) {
        Map<Long, Repair> repairs = plan.repairs().stream().collect(Collectors.toMap(Repair::oldId, repair -> repair));
        for (Table.Row row : table.rows()) {
            String aor = check.aor(row.username(), row.domain());
            Repair repair = repairs.get(row.id());
            if (aor == null) {
                assertEquals(null, repair);
            } else if (check.isRight(row.id(), aor)) {
                assertTrue(repair == null || OF_RIGHT_HASHES.contains(repair.cause()));
            } else {
                assertEquals(check.verdict(row.id(), row.username(), row.domain()), repair.cause());
            }
        }
    }

    private static void assertLabelsAreRight(Table repaired, IdCheck check) {
        Map<String, Long> labels = new HashMap<>();
        Map<Long, String> owners = new HashMap<>();
        for (Table.Row row : repaired.rows()) {
            String aor = check.aor(row.username(), row.domain());
            if (aor != null) {
                assertTrue(check.isRight(row.id(), aor));
                long label = ContactId.recordLabel(row.id());
                assertEquals(label, labels.computeIfAbsent(aor, key -> label), "one record label an AOR");
                long slot = check.parameters().slot(ContactId.aorHash(row.id()));
                assertEquals(aor, owners.computeIfAbsent(slot << 32 | label, key -> aor), "one AOR a record label");
            }
        }
    }
}
