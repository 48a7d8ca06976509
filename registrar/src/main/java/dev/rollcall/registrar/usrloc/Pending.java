package dev.rollcall.registrar.usrloc;

import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.ChangeSet.Change;
import dev.rollcall.registrar.usrloc.ChangeSet.Insert;
import java.util.List;

/**
 * A registration that was decided but is not visible: its new contacts have their IDs, lookups see the old state, and
 * no other registration of its AOR begins, until {@link LocationTable#commit} or {@link LocationTable#abort}.
 *
 * @param aor the AOR's text
 * @param aorHash its whole core hash
 * @param outcome what {@code commit} makes true
 * @param changes what must be in the database before; where it is empty nothing is held and there is nothing to commit
 */
public record Pending(Octets aor, int aorHash, Outcome outcome, ChangeSet changes) {
    /** Whether the outcome is final already: a fetch, a refusal, or a registration that changes nothing. */
    public boolean isSettled() {
        return changes.changes().isEmpty();
    }

    /** This registration with another ID in the place of a new contact's. */
    Pending relabelled(long id, long newId) {
        List<Change> relabelledChanges = changes.changes().stream()
                .map(change -> change instanceof Insert && change.contact().id() == id
                        ? new Insert(change.contact().relabelled(newId))
                        : change)
                .toList();
        return new Pending(aor, aorHash, outcome, new ChangeSet(relabelledChanges));
    }
}
