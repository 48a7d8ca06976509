package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Registrations.NOW;
import static dev.rollcall.registrar.usrloc.Registrations.one;
import static dev.rollcall.registrar.usrloc.Registrations.register;
import static dev.rollcall.registrar.usrloc.Registrations.removal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.registrar.usrloc.DirtyContact.Need;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the table says that rows need, through changes at every moment of a flush. */
class DirtyContactsTest {
    private static final String ALICE = "alice@example.com";
    private static final String URI = "sip:alice@192.0.2.1";
    private static final IdParameters PARAMETERS =
            new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);

    private final LocationTable table =
            new LocationTable(PARAMETERS, new LabelAllocator(PARAMETERS, new Random(3)), true);

    @Test
    void newContact_takenOnce_isInsertedOnce() {
        save(1);
        assertEquals(List.of(Need.INSERT), needs(flushed()));
        assertEquals(List.of(), table.takeDirty(10));
    }

    @Test
    void newContact_refreshedBeforeTheFlush_isOneInsertOfTheNewest() {
        save(1);
        save(2);
        List<DirtyContact> taken = flushed();
        assertEquals(List.of(Need.INSERT), needs(taken));
        assertEquals(2, taken.get(0).contact().binding().cseq());
    }

    @Test
    void newContact_removedBeforeTheFlush_needsNothing() {
        save(1);
        remove(2);
        assertEquals(List.of(), table.takeDirty(10));
        assertEquals(0, table.dirtyCount());
    }

    @Test
    void contact_refreshedWhileInFlight_isUpdatedNext() {
        save(1);
        List<DirtyContact> taken = table.takeDirty(10);
        save(2);
        table.written(taken);
        assertEquals(List.of(Need.UPDATE), needs(flushed()));
    }

    @Test
    void contact_removedWhileInFlight_isDeletedNextWhetherWrittenOrNot() {
        save(1);
        List<DirtyContact> taken = table.takeDirty(10);
        remove(2);
        table.putBack(taken);
        assertEquals(List.of(Need.DELETE), needs(flushed()));
    }

    @Test
    void insert_putBack_isLookedForBeforeItIsInsertedAgain() {
        save(1);
        List<DirtyContact> taken = table.takeDirty(10);
        table.putBack(taken);
        List<DirtyContact> again = flushed();
        assertEquals(List.of(Need.UPDATE), needs(again));
        table.rowVanished(again.get(0).contact().id());
        assertEquals(List.of(Need.INSERT), needs(flushed()));
    }

    @Test
    void update_putBackAfterAnotherChange_keepsTheNewer() {
        save(1);
        flushed();
        save(2);
        List<DirtyContact> taken = table.takeDirty(10);
        save(3);
        table.putBack(taken);
        List<DirtyContact> again = flushed();
        assertEquals(List.of(Need.UPDATE), needs(again));
        assertEquals(3, again.get(0).contact().binding().cseq());
    }

    @Test
    void expiredContact_whoseRowIsUpToDate_isDeletedOnlyIfTheRowHasExpired() {
        save(1);
        flushed();
        table.expire(NOW + 1000, 10);
        assertEquals(List.of(Need.DELETE_EXPIRED), needs(flushed()));
    }

    @Test
    void expiredContact_whoseRowIsBehind_isDeletedWhateverTheRowSays() {
        save(1);
        flushed();
        save(2);
        table.expire(NOW + 1000, 10);
        assertEquals(List.of(Need.DELETE), needs(flushed()));
    }

    @Test
    void relabelledContact_isInsertedUnderItsNewIdAlone() {
        save(1);
        long taken = flushed().get(0).contact().id();
        save(2);
        Contact relabelled = table.relabel(taken).orElseThrow();
        List<DirtyContact> next = flushed();
        assertEquals(List.of(Need.INSERT), needs(next));
        assertEquals(relabelled.id(), next.get(0).contact().id());
        assertTrue(table.byId(taken, NOW).isEmpty());
    }

    @Test
    void idOfARowThatIsToBeDeleted_isNotGivenAgain() {
        save(1);
        long first = flushed().get(0).contact().id();
        remove(2);
        for (int cseq = 3; cseq < 3 + 2 * 16_384; cseq += 2) {
            save(cseq);
            assertTrue(table.contacts(ALICE, Registrations.hash(ALICE), NOW).stream().noneMatch(c -> c.id() == first));
            remove(cseq + 1);
        }
    }

    private void save(int cseq) {
        table.save(one(ALICE, URI, "call", cseq, NOW + 600), NOW);
    }

    private void remove(int cseq) {
        table.save(register(ALICE, "call", cseq, removal(URI)), NOW);
    }

    private List<DirtyContact> flushed() {
        List<DirtyContact> taken = table.takeDirty(10);
        table.written(taken);
        return taken;
    }

    private static List<Need> needs(List<DirtyContact> dirty) {
        return dirty.stream().map(DirtyContact::need).toList();
    }
}
