package dev.rollcall.registrar.usrloc;

import static dev.rollcall.registrar.usrloc.Blocks.NONE;

import dev.rollcall.octets.Octets;
import java.nio.charset.StandardCharsets;

/**
 * The AORs of a shard, a block each: the labels of its contacts' IDs, its first contact, its place in the
 * {@link ExpiryWheel}, and its text. Not thread-safe: the shard's lock guards it.
 */
final class AorBlocks {
    private static final int HASH = Blocks.HEADER_BYTES;
    private static final int FIRST_CONTACT = HASH + Integer.BYTES;
    private static final int PREVIOUS_IN_WHEEL = FIRST_CONTACT + Integer.BYTES;
    private static final int NEXT_IN_WHEEL = PREVIOUS_IN_WHEEL + Integer.BYTES;
    private static final int RECORD_LABEL = NEXT_IN_WHEEL + Integer.BYTES;
    private static final int WAKE_AT = RECORD_LABEL + Integer.BYTES;
    private static final int CONTACT_LABEL = WAKE_AT + Long.BYTES;
    private static final int STATE = CONTACT_LABEL + Short.BYTES;
    private static final int LENGTH = STATE + Short.BYTES;
    private static final int TEXT = LENGTH + Integer.BYTES;

    private static final int NO_LABEL = -1;
    private static final int LABELLED = 1;
    private static final int PENDING = 2;

    private final Blocks blocks;
    private final AorHash hash;
    private final BlockIndex index = new BlockIndex();

    AorBlocks(Blocks blocks, AorHash hash) {
        this.blocks = blocks;
        this.hash = hash;
    }

    /** The AOR of a text, or {@link Blocks#NONE}. */
    int find(Octets text) {
        return find(text, hash.of(text));
    }

    /** The AOR of a text; a new one, without contacts and labels, where there is none. */
    int findOrAdd(Octets text) {
        int textHash = hash.of(text);
        int aor = find(text, textHash);
        return aor == NONE ? add(text, textHash) : aor;
    }

    private int find(Octets text, int textHash) {
        for (int place = index.first(textHash); place != BlockIndex.NOWHERE; place = index.next(place)) {
            int aor = index.block(place);
            if (blocks.getInt(aor, LENGTH) == text.length()
                    && blocks.hasBytes(aor, TEXT, text.array(), text.from(), text.to())) {
                return aor;
            }
        }
        return NONE;
    }

    private int add(Octets text, int textHash) {
        int aor = blocks.allocate(TEXT + text.length());
        blocks.putInt(aor, HASH, textHash);
        blocks.putInt(aor, FIRST_CONTACT, NONE);
        blocks.putInt(aor, PREVIOUS_IN_WHEEL, 0);
        blocks.putShort(aor, CONTACT_LABEL, (short) NO_LABEL);
        blocks.putShort(aor, STATE, (short) 0);
        blocks.putInt(aor, LENGTH, text.length());
        blocks.putBytes(aor, TEXT, text.array(), text.from(), text.to());
        index.add(textHash, aor);
        return aor;
    }

    /** Forgets an AOR, which is not in the wheel. */
    void free(int aor) {
        int place = index.first(blocks.getInt(aor, HASH));
        while (index.block(place) != aor) {
            place = index.next(place);
        }
        index.remove(place);
        blocks.free(aor);
    }

    /** The AOR's text. */
    String text(int aor) {
        return new String(blocks.getBytes(aor, TEXT, blocks.getInt(aor, LENGTH)), StandardCharsets.UTF_8);
    }

    /** The first contact, in OpenSIPS' order, or {@link Blocks#NONE}. */
    int firstContact(int aor) {
        return blocks.getInt(aor, FIRST_CONTACT);
    }

    void setFirstContact(int aor, int contact) {
        blocks.putInt(aor, FIRST_CONTACT, contact);
    }

    /** Whether a change is decided and not committed. */
    boolean isPending(int aor) {
        return (blocks.getShort(aor, STATE) & PENDING) != 0;
    }

    void setPending(int aor, boolean pending) {
        int others = blocks.getShort(aor, STATE) & ~PENDING;
        blocks.putShort(aor, STATE, (short) (pending ? others | PENDING : others));
    }

    boolean hasLabels(int aor) {
        return (blocks.getShort(aor, STATE) & LABELLED) != 0;
    }

    long recordLabel(int aor) {
        return Integer.toUnsignedLong(blocks.getInt(aor, RECORD_LABEL));
    }

    /** The contact label that was given last; -1 before the first. */
    int lastContactLabel(int aor) {
        return blocks.getShort(aor, CONTACT_LABEL);
    }

    void setLabels(int aor, long recordLabel, int lastContactLabel) {
        blocks.putInt(aor, RECORD_LABEL, (int) recordLabel);
        blocks.putShort(aor, CONTACT_LABEL, (short) lastContactLabel);
        blocks.putShort(aor, STATE, (short) (blocks.getShort(aor, STATE) | LABELLED));
    }

    /** The neighbour before it in the wheel; 0 where it is not in the wheel. */
    int previousInWheel(int aor) {
        return blocks.getInt(aor, PREVIOUS_IN_WHEEL);
    }

    void setPreviousInWheel(int aor, int previous) {
        blocks.putInt(aor, PREVIOUS_IN_WHEEL, previous);
    }

    int nextInWheel(int aor) {
        return blocks.getInt(aor, NEXT_IN_WHEEL);
    }

    void setNextInWheel(int aor, int next) {
        blocks.putInt(aor, NEXT_IN_WHEEL, next);
    }

    /** When the wheel shows it, in unix seconds. */
    long wakeAt(int aor) {
        return blocks.getLong(aor, WAKE_AT);
    }

    void setWakeAt(int aor, long wakeAt) {
        blocks.putLong(aor, WAKE_AT, wakeAt);
    }
}
