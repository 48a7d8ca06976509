package dev.rollcall.regen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.IdVerdict;
import dev.rollcall.spill.SpillDirectory;
import dev.rollcall.spill.SpillException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RepairPlannerTest {
    private static final IdParameters PARAMETERS =
            new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);
    private static final String DOMAIN = "example.com";
    private static final int MILLION = 1_000_000;

    private final Table table = new Table();

    private static int hash(String user) {
        return PARAMETERS.aorHash(user + '@' + DOMAIN);
    }

    private static long id(String user, long recordLabel, int contactLabel) {
        return ContactId.pack(hash(user), recordLabel, contactLabel);
    }

    private void add(String user, long id) {
        table.add(id, user, DOMAIN);
    }

    private RepairPlan plan() {
        return table.plan(PARAMETERS);
    }

    private static Map<Long, IdVerdict> causes(RepairPlan plan) {
        return plan.repairs().stream().collect(Collectors.toMap(Repair::oldId, Repair::cause));
    }

    /** Two users of one slot; a released hash differs, the low nine bits do not. */
    private static String[] neighbours() {
        Map<Integer, String> bySlot = new HashMap<>();
        for (int i = 0; ; i++) {
            String user = "user" + i;
            String other = bySlot.putIfAbsent(PARAMETERS.slot(hash(user)), user);
            if (other != null && hash(other) != hash(user)) {
                return new String[] {other, user};
            }
        }
    }

    /** Two users whose 16 hash bits are the same. */
    private static String[] twins() {
        Map<Integer, String> byHash = new HashMap<>();
        for (int i = 0; ; i++) {
            String user = "user" + i;
            String other = byHash.putIfAbsent(hash(user), user);
            if (other != null) {
                return new String[] {other, user};
            }
        }
    }

    private void assertNothingToDo(long rows, long withoutAor) {
        RepairPlan plan = plan();
        assertEquals(rows, plan.rows());
        assertEquals(withoutAor, plan.rowsWithoutAor());
        assertTrue(plan.isEmpty());
        assertEquals(Map.of(), plan.findings());
        assertTrue(plan.unrepairable().isEmpty());
    }

    @Test
    void plan_emptyTable_isEmpty() {
        assertNothingToDo(0, 0);
    }

    @Test
    void plan_rightIds_stay() {
        add("alice", id("alice", 5, 1));
        add("alice", id("alice", 5, 2));
        add("bob", id("bob", 0, 0));
        assertNothingToDo(3, 0);
    }

    @Test
    void plan_brokenRowBetweenRightOnes_getsTheirRecordLabelAndAFreeContactLabel() {
        // OpenSIPS R4: valid (5), broken, valid (6) became two contacts with one ID.
        add("alice", id("alice", 5, 357));
        add("alice", 77L);
        add("alice", id("alice", 5, 358));
        RepairPlan plan = plan();
        assertEquals(List.of(new Repair(77, id("alice", 5, 359), "alice", DOMAIN, IdVerdict.AUTO_INCREMENT)),
                plan.repairs().stream().toList());
        assertTrue(table.repaired(plan).plan(PARAMETERS).isEmpty());
    }

    @Test
    void plan_onlyBrokenRows_getOneNewRecordLabelInTheOrderOfTheirIds() {
        add("alice", 30L);
        add("alice", 10L);
        add("alice", 20L);
        List<Repair> repairs = plan().repairs().stream().toList();
        assertEquals(List.of(10L, 20L, 30L), repairs.stream().map(Repair::oldId).toList());
        Set<Long> labels = repairs.stream().map(r -> ContactId.recordLabel(r.newId())).collect(Collectors.toSet());
        assertEquals(1, labels.size());
        assertEquals(List.of(1, 2, 3), repairs.stream().map(r -> ContactId.contactLabel(r.newId())).toList());
        assertEquals(hash("alice"), ContactId.aorHash(repairs.get(0).newId()));
    }

    @Test
    void plan_newRecordLabel_isAboveAllOfTheSlot() {
        String[] users = neighbours();
        add(users[0], id(users[0], 90000, 1));
        add(users[1], 10L);
        assertEquals(90001, ContactId.recordLabel(plan().repairs().stream().toList().get(0).newId()));
    }

    @Test
    void plan_severalRecordLabels_keepsTheMostUsedElseTheLowest() {
        add("alice", id("alice", 5, 1));
        add("alice", id("alice", 100, 1));
        add("alice", id("alice", 100, 2));
        add("bob", id("bob", 300, 1));
        add("bob", id("bob", 200, 9));
        RepairPlan plan = plan();
        assertEquals(Map.of(id("alice", 5, 1), IdVerdict.CONTACT_LABEL_TWICE,
                id("bob", 300, 1), IdVerdict.SPLIT_RECORD_LABEL), causes(plan));
        assertEquals(Set.of(id("alice", 100, 3), id("bob", 200, 10)),
                plan.repairs().stream().map(Repair::newId).collect(Collectors.toSet()));
    }

    @Test
    void plan_leakedContactLabel_isNamed() {
        add("alice", id("alice", 5, 1));
        add("alice", id("alice", 5, 2));
        add("alice", new ContactId(hash("alice"), 5, 65535).packLegacy());
        assertEquals(List.of(IdVerdict.CONTACT_LABEL_OVERFLOW),
                plan().repairs().stream().map(Repair::cause).toList());
    }

    @Test
    void plan_sharedRecordLabel_staysWithTheAorThatHasMoreRows() {
        String[] users = neighbours();
        add(users[0], id(users[0], 7, 1));
        add(users[1], id(users[1], 7, 2));
        add(users[1], id(users[1], 7, 3));
        RepairPlan plan = plan();
        assertEquals(Map.of(id(users[0], 7, 1), IdVerdict.SHARED_RECORD_LABEL), causes(plan));
        assertEquals(8, ContactId.recordLabel(plan.repairs().stream().toList().get(0).newId()));
    }

    @Test
    void plan_sharedRecordLabelAtATie_staysWithTheLowerId() {
        String[] users = neighbours();
        long one = id(users[0], 7, 1);
        long two = id(users[1], 7, 1);
        add(users[1], two);
        add(users[0], one);
        assertEquals(Map.of(Math.max(one, two), IdVerdict.SHARED_RECORD_LABEL), causes(plan()));
    }

    @Test
    void plan_sharedRecordLabel_takesTheAorsOtherLabelWhereItHasOne() {
        String[] users = neighbours();
        add(users[0], id(users[0], 7, 1));
        add(users[0], id(users[0], 7, 2));
        add(users[0], id(users[0], 7, 3));
        add(users[1], id(users[1], 7, 4));
        add(users[1], id(users[1], 7, 5));
        add(users[1], id(users[1], 9, 6));
        RepairPlan plan = plan();
        assertEquals(2, plan.repairs().size());
        plan.repairs().forEach(repair -> assertEquals(9, ContactId.recordLabel(repair.newId())));
    }

    @Test
    void plan_hashSizeMadeSmaller_partsRecordLabelsOfMergedSlots() {
        IdParameters wide = new IdParameters(ContactIdFormat.RELEASED, 16, true, CharSign.SIGNED);
        String[] users = neighbours();
        add(users[0], id(users[0], 0, 1));
        add(users[1], id(users[1], 0, 1));
        assertTrue(table.plan(wide).isEmpty());
        assertEquals(Map.of(IdVerdict.SHARED_RECORD_LABEL, 1L), plan().findings());
    }

    @Test
    void plan_idsOfAnotherAor_areNotHandedOut() {
        String[] twins = twins();
        add(twins[0], id(twins[0], 5, 1));
        add(twins[0], 70L);
        add(twins[0], 71L);
        // Twice in the way: rows that keep their ID, and one that is going to lose it.
        table.add(id(twins[0], 5, 2), null, DOMAIN);
        add(twins[1], id(twins[1], 5, 3));
        RepairPlan plan = plan();
        Map<Long, Long> ids = plan.repairs().stream().collect(Collectors.toMap(Repair::oldId, Repair::newId));
        assertEquals(id(twins[0], 5, 4), ids.get(70L));
        assertEquals(id(twins[0], 5, 5), ids.get(71L));
        assertEquals(IdVerdict.SHARED_RECORD_LABEL, causes(plan).get(id(twins[1], 5, 3)));
    }

    @Test
    void plan_rowsWithoutAor_stayAndTheirIdsAreKeptOff() {
        table.add(1L, "", DOMAIN).add(2L, null, DOMAIN);
        table.add(3L, "alice", null).add(4L, "alice", "").add(null, "bob", DOMAIN);
        assertNothingToDo(5, 5);
    }

    @Test
    void plan_withoutUseDomain_keepsTheDomainColumn() {
        // OpenSIPS R8: its repair loses the domain.
        IdParameters byUser = new IdParameters(ContactIdFormat.RELEASED, 9, false, CharSign.SIGNED);
        table.add(1L, "alice", "a.example").add(2L, "alice", null);
        List<Repair> repairs = table.plan(byUser).repairs().stream().toList();
        assertEquals("a.example", repairs.get(0).domain());
        assertEquals(null, repairs.get(1).domain());
        assertEquals(ContactId.recordLabel(repairs.get(0).newId()), ContactId.recordLabel(repairs.get(1).newId()));
    }

    @Test
    void plan_sameAorFromDifferentColumns_isOneAor() {
        table.add(1L, "a@b", "c").add(2L, "a", "b@c");
        List<Repair> repairs = plan().repairs().stream().toList();
        assertEquals(ContactId.recordLabel(repairs.get(0).newId()), ContactId.recordLabel(repairs.get(1).newId()));
        assertNotEquals(repairs.get(0).newId(), repairs.get(1).newId());
    }

    @Test
    void plan_unpackableIds_areMendedInUnsignedOrder() {
        add("alice", -1L);
        add("alice", 0L);
        add("alice", 1L << 62);
        RepairPlan plan = plan();
        assertEquals(List.of(0L, 1L << 62, -1L), plan.repairs().stream().map(Repair::oldId).toList());
        assertEquals(Map.of(IdVerdict.NOT_PACKABLE, 3L), plan.findings());
    }

    @Test
    void plan_moreContactsThanLabels_reportsTheRest() {
        for (long id = 1; id <= 16390; id++) {
            add("alice", id);
        }
        RepairPlan plan = plan();
        assertEquals(16384, plan.repairs().size());
        assertEquals(6, plan.unrepairable().size());
        assertEquals(new Unrepairable(16385, "alice", DOMAIN, IdVerdict.AUTO_INCREMENT), plan.unrepairable().stream().toList().get(0));
        assertEquals(Map.of(IdVerdict.AUTO_INCREMENT, 16390L), plan.findings());
        RepairPlan second = table.repaired(plan).plan(PARAMETERS);
        assertTrue(second.isEmpty());
        assertEquals(6, second.unrepairable().size());
    }

    @Test
    void plan_labelsTakenByRowsWithoutAor_movesTheWholeAor() {
        add("alice", id("alice", 5, 0));
        add("alice", 70L);
        for (int label = 1; label <= ContactId.MAX_CONTACT_LABEL; label++) {
            table.add(id("alice", 5, label), null, DOMAIN);
        }
        RepairPlan plan = plan();
        assertEquals(2, plan.repairs().size());
        assertEquals(6, ContactId.recordLabel(plan.repairs().stream().toList().get(0).newId()));
        assertTrue(table.repaired(plan).plan(PARAMETERS).isEmpty());
    }

    @Test
    void plan_documentedWithAnotherHashSize_mendsWhatTheMaskBroke() {
        IdParameters nine = new IdParameters(ContactIdFormat.DOCUMENTED, 9, true, CharSign.SIGNED);
        IdParameters twelve = new IdParameters(ContactIdFormat.DOCUMENTED, 12, true, CharSign.SIGNED);
        for (int i = 0; i < 100; i++) {
            String user = "user" + i;
            table.add(ContactId.pack(nine.aorHash(user + '@' + DOMAIN), 1000 + i, i), user, DOMAIN);
        }
        RepairPlan plan = table.plan(new IdCheck(twelve, List.of(9)));
        assertEquals(Set.of(IdVerdict.OTHER_HASH_SIZE), plan.findings().keySet());
        assertTrue(table.repaired(plan).plan(twelve).isEmpty());
    }

    @Test
    void plan_millionRowsCountedUpByADatabase_fitsTheTestsHeap() {
        IdCheck check = new IdCheck(PARAMETERS, List.of());
        RepairPlanner planner = new RepairPlanner(check, SpillDirectory.ofSystem());
        long rightByChance = 0;
        for (int i = 0; i < MILLION; i++) {
            String user = "subscriber" + i / 2;
            // Hash bits 0: one AOR in 65536 has such a hash, and OpenSIPS loads those rows, too.
            rightByChance += hash(user) == 0 ? 1 : 0;
            planner.add((long) i + 1, user, new String(DOMAIN));
        }
        RepairPlan plan = planner.plan();
        Set<Long> ids = plan.repairs().stream().map(Repair::newId).collect(Collectors.toSet());
        assertEquals(MILLION - rightByChance, ids.size());
        assertEquals(ids.size(), plan.repairs().size());
    }

    @Test
    void requireRoom_moreRowsThanTheDiskTakes_namesDirectoryNeedAndRoom() {
        SpillDirectory directory = SpillDirectory.ofSystem();
        RepairPlanner.requireRoom(directory, 1);
        String message = assertThrows(SpillException.class,
                () -> RepairPlanner.requireRoom(directory, 1L << 50)).getMessage();
        assertTrue(message.contains(directory.path().toString()), message);
        assertTrue(message.matches(".* has \\d+ MB free and \\d+ MB are needed; name another one with --temp-dir"),
                message);
    }
}
