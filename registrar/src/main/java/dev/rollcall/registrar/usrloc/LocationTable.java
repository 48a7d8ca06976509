package dev.rollcall.registrar.usrloc;

import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.ChangeSet.Change;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The location table in memory: AORs, their contacts, and when those expire.
 *
 * <p><b>Concurrency.</b> Any thread may call any method; each takes one short lock, that of the shard of the AOR or ID,
 * and returns something immutable. Callbacks run outside. A shard is chosen by the low bits of the hash that a
 * contact's ID holds, so an AOR and the IDs of its contacts lead to the same shard in both ID formats. There
 * are eight a processor; in the format {@code documented} no more than slots, since its IDs tell no more.
 *
 * <p><b>Expiry.</b> A contact that has expired is not returned any more and not matched by a registration, whether
 * {@link #expire} took it out already or not; its deletion is reported once, by {@code expire} or by the registration
 * of its AOR that came before. Times are unix seconds and are passed in; they may jump.
 *
 * <p><b>Pending changes.</b> {@link #save} takes effect at once. {@link #prepare} decides and holds the AOR until
 * {@link #commit} or {@link #abort}: lookups see the old state, expiry waits.
 *
 * <p>{@link #relabel(long)} and {@link #rowVanished} are for one writer; it calls them between taking and taking.
 *
 * <p><b>Dirty contacts.</b> Where the table tracks them, a contact is dirty from a change until its row was written,
 * however often it changes in between; who writes them never sees them half changed.
 */
public final class LocationTable {
    /**
     * Enough that threads hardly ever wait for one another, and no more: what each shard works with has its place in
     * the processor's caches.
     */
    private static final int MAX_SHARDS = 8 * Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 2 - 1);
    /** Contacts that a listing makes while it holds up a shard. */
    private static final int LISTED_AT_ONCE = 256;

    private final IdParameters parameters;
    private final Shard[] shards;
    private final AtomicInteger dirtyCount = new AtomicInteger();
    private final AtomicInteger nextDirtyShard = new AtomicInteger();

    /**
     * An empty table.
     *
     * @param tracksDirty whether what {@link #save} and {@link #expire} change is kept for {@link #takeDirty}
     */
    public LocationTable(IdParameters parameters, LabelAllocator labels, boolean tracksDirty) {
        this.parameters = parameters;
        this.shards = new Shard[Math.min(MAX_SHARDS, parameters.format().aorHash(-1, parameters.hashSize()) + 1)];
        ContactIds ids = new ContactIds(parameters, labels);
        SecureRandom keys = new SecureRandom();
        for (int i = 0; i < shards.length; i++) {
            AorHash aorHash = new AorHash(keys.nextLong(), keys.nextLong());
            shards[i] = new Shard(ids, aorHash, tracksDirty, dirtyCount);
        }
    }

    /**
     * Applies a registration at once.
     *
     * @throws IllegalStateException where a prepared change of the AOR is pending
     */
    public Outcome save(Registration registration, long now) {
        int idHash = idHash(registration.aorHash());
        return shard(idHash).save(registration, idHash, now);
    }

    /**
     * Decides a registration whose changes must be in the database before they are seen.
     *
     * @return nothing where another change of the AOR is pending: then this registration has to wait for that one's
     *     end, a fetch too (RFC 3261 10.3: in the order received)
     */
    public Optional<Pending> prepare(Registration registration, long now) {
        int idHash = idHash(registration.aorHash());
        return shard(idHash).prepare(registration, idHash, now);
    }

    /** Makes a prepared registration visible. Once for each. */
    public void commit(Pending pending) {
        shard(idHash(pending.aorHash())).commit(pending);
    }

    /** Drops a prepared registration; its IDs are not used again. Instead of {@link #commit}. */
    public void abort(Pending pending) {
        shard(idHash(pending.aorHash())).abort(pending);
    }

    /**
     * A prepared registration with another ID for a new contact whose ID is taken in the database; it replaces the one
     * given. Nothing when the AOR has no free label.
     */
    public Optional<Pending> relabel(Pending pending, long id) {
        return shard(idHash(pending.aorHash())).relabel(pending, id);
    }

    /**
     * Gives a contact whose ID is taken in the database another one, under which it is dirty. Nothing when it has gone,
     * no label is free, or a change of its AOR is pending.
     */
    public Optional<Contact> relabel(long id) {
        return shardOf(id).relabel(id);
    }

    /** The number of contacts whose rows are out of date, those being written included. */
    public int dirtyCount() {
        return dirtyCount.get();
    }

    /**
     * Takes dirty contacts to write their rows. Each has to be reported by {@link #written} or {@link #putBack}; what
     * changes meanwhile is dirty anew. Goes on where the last call ended, so that under any load every shard has its
     * turn.
     *
     * @param limit how many at most
     */
    public List<DirtyContact> takeDirty(int limit) {
        List<DirtyContact> taken = new ArrayList<>();
        for (int i = 0; i < shards.length && taken.size() < limit; i++) {
            shards[nextDirtyShard.getAndIncrement() & (shards.length - 1)].takeDirty(limit - taken.size(), taken);
        }
        return taken;
    }

    /** The rows of contacts that were taken are up to date. */
    public void written(List<DirtyContact> taken) {
        taken.forEach(entry -> shardOf(entry.contact().id()).written(entry.contact().id()));
    }

    /** The rows of contacts that were taken were not written, or it is not known. */
    public void putBack(List<DirtyContact> taken) {
        taken.forEach(entry -> shardOf(entry.contact().id()).putBack(entry));
    }

    /** The row of an ID turned out to be missing: a contact that is still there is dirty, to be inserted again. */
    public void rowVanished(long id) {
        shardOf(id).rowVanished(id);
    }

    /**
     * After a commit whose outcome is not known: makes the rows of a registration that was aborted dirty, so that they
     * become as the table is.
     */
    public void suspect(Pending aborted) {
        shard(idHash(aborted.aorHash())).suspect(aborted.changes());
    }

    /**
     * The valid contacts of an AOR, in OpenSIPS' order: descending q, then as they came.
     *
     * @param aorHash the AOR's whole core hash
     */
    public List<Contact> contacts(String aor, int aorHash, long now) {
        return shard(idHash(aorHash)).contacts(Octets.of(aor), now);
    }

    /** The contact of an ID, in constant time, while it is valid. */
    public Optional<Contact> byId(long id, long now) {
        return Optional.ofNullable(shardOf(id).byId(id)).filter(contact -> contact.isValid(now));
    }

    /**
     * Adds a contact from the database; expired ones too, which the next {@link #expire} takes out (as in OpenSIPS).
     *
     * @throws IllegalArgumentException when the ID does not hold the AOR's hash, so that it would never be found
     */
    public void load(Contact contact) {
        int idHash = idHash(CoreHash.of(contact.aor(), parameters.charSign()));
        if (idHash != ContactId.aorHash(contact.id())) {
            throw new IllegalArgumentException(
                    "contact ID " + Long.toUnsignedString(contact.id()) + " does not belong to its AOR");
        }
        shard(idHash).load(contact);
    }

    /**
     * Takes expired contacts out of the table without looking at the others.
     *
     * @param limit no further AOR is begun once so many contacts have gone: call again until nothing is left
     * @return their deletions
     */
    public ChangeSet expire(long now, int limit) {
        List<Change> changes = new ArrayList<>();
        for (Shard shard : shards) {
            shard.expire(now, limit, changes);
        }
        return changes.isEmpty() ? ChangeSet.EMPTY : new ChangeSet(List.copyOf(changes));
    }

    /**
     * Shows each contact, expired ones too, shard by shard, and holds none up for long; what comes, goes or gets
     * another ID meanwhile may be seen or not, none is seen twice.
     */
    public void forEach(Consumer<Contact> consumer) {
        for (Shard shard : shards) {
            long[] ids = shard.ids();
            for (int from = 0; from < ids.length; from += LISTED_AT_ONCE) {
                shard.contacts(ids, from, Math.min(from + LISTED_AT_ONCE, ids.length)).forEach(consumer);
            }
        }
    }

    /** The number of contacts, with those that have expired and were not taken out yet. */
    public int size() {
        int size = 0;
        for (Shard shard : shards) {
            size += shard.size();
        }
        return size;
    }

    /** The number of AORs that have a contact, counted as {@link #size} counts. */
    public int aorCount() {
        int count = 0;
        for (Shard shard : shards) {
            count += shard.aorCount();
        }
        return count;
    }

    private int idHash(int aorHash) {
        return parameters.format().aorHash(aorHash, parameters.hashSize());
    }

    private Shard shardOf(long id) {
        return shard(ContactId.aorHash(id));
    }

    private Shard shard(int idHash) {
        return shards[idHash & (shards.length - 1)];
    }
}
