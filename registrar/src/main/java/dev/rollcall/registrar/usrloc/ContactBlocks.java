package dev.rollcall.registrar.usrloc;

import dev.rollcall.octets.Octets;
import java.util.Arrays;

/**
 * The contacts of a shard, a block each: its values, its AOR, the next contact of that AOR, what its row needs, and its
 * texts. Not thread-safe: the shard's lock guards it.
 */
final class ContactBlocks {
    private static final int AOR = Blocks.HEADER_BYTES;
    private static final int ID = AOR + Integer.BYTES;
    private static final int EXPIRES = ID + Long.BYTES;
    private static final int LAST_MODIFIED = EXPIRES + Long.BYTES;
    private static final int CONNECTION_ID = LAST_MODIFIED + Long.BYTES;
    private static final int NEXT = CONNECTION_ID + Long.BYTES;
    private static final int CSEQ = NEXT + Integer.BYTES;
    private static final int METHODS = CSEQ + Integer.BYTES;
    private static final int FLAGS = METHODS + Integer.BYTES;
    private static final int DIRTY = FLAGS + Integer.BYTES;
    private static final int Q = DIRTY + Integer.BYTES;
    private static final int LENGTH = Q + Integer.BYTES;
    private static final int COLUMNS = LENGTH + Integer.BYTES;
    private static final int TEXT = COLUMNS + Short.BYTES;

    private final Blocks blocks;
    private final AorBlocks aors;

    ContactBlocks(Blocks blocks, AorBlocks aors) {
        this.blocks = blocks;
        this.aors = aors;
    }

    /** Adds a contact, which its AOR does not know yet. */
    int add(int aor, long id, ContactImage image) {
        int contact = blocks.allocate(TEXT + image.end);
        blocks.putInt(contact, AOR, aor);
        blocks.putLong(contact, ID, id);
        blocks.putInt(contact, NEXT, Blocks.NONE);
        blocks.putInt(contact, DIRTY, 0);
        blocks.putInt(contact, LENGTH, image.end);
        System.arraycopy(image.text, 0, blocks.page(contact), textStart(contact), image.end);
        putValues(contact, image);
        return contact;
    }

    /**
     * Gives a contact other values and texts. OpenSIPS: the URI stays as first stored.
     *
     * @return the contact, whose block may be another now
     */
    int refresh(int contact, ContactImage image) {
        int uriLength = uriEnd(contact) - textStart(contact);
        int others = image.end - image.uriEnd;
        int refreshed = contact;
        if (!hasOthers(contact, uriLength, image)) {
            refreshed = blocks.resize(contact, TEXT + uriLength + others);
            blocks.putInt(refreshed, LENGTH, uriLength + others);
            System.arraycopy(
                    image.text, image.uriEnd, blocks.page(refreshed), textStart(refreshed) + uriLength, others);
        }
        putValues(refreshed, image);
        return refreshed;
    }

    /** Whether the texts behind the URI are those of an image: which of them there are, the values tell. */
    private boolean hasOthers(int contact, int uriLength, ContactImage image) {
        int start = textStart(contact);
        return Arrays.equals(
                blocks.page(contact), start + uriLength, start + blocks.getInt(contact, LENGTH),
                image.text, image.uriEnd, image.end);
    }

    private void putValues(int contact, ContactImage image) {
        blocks.putLong(contact, EXPIRES, image.expires);
        blocks.putLong(contact, LAST_MODIFIED, image.lastModified);
        blocks.putLong(contact, CONNECTION_ID, image.connectionId);
        blocks.putInt(contact, CSEQ, image.cseq);
        blocks.putInt(contact, METHODS, image.methods);
        blocks.putInt(contact, FLAGS, image.flags);
        blocks.putInt(contact, Q, image.q);
        blocks.putShort(contact, COLUMNS, (short) image.columns);
    }

    void free(int contact) {
        blocks.free(contact);
    }

    int aor(int contact) {
        return blocks.getInt(contact, AOR);
    }

    long id(int contact) {
        return blocks.getLong(contact, ID);
    }

    void setId(int contact, long id) {
        blocks.putLong(contact, ID, id);
    }

    /** The next contact of the AOR, or {@link Blocks#NONE}. */
    int next(int contact) {
        return blocks.getInt(contact, NEXT);
    }

    void setNext(int contact, int next) {
        blocks.putInt(contact, NEXT, next);
    }

    /** What {@link DirtyContacts} knows of it; 0 at first. */
    int dirty(int contact) {
        return blocks.getInt(contact, DIRTY);
    }

    void setDirty(int contact, int dirty) {
        blocks.putInt(contact, DIRTY, dirty);
    }

    long expires(int contact) {
        return blocks.getLong(contact, EXPIRES);
    }

    boolean isValid(int contact, long now) {
        return Binding.isValid(expires(contact), now);
    }

    int q(int contact) {
        return blocks.getInt(contact, Q);
    }

    long cseq(int contact) {
        return blocks.getInt(contact, CSEQ);
    }

    /** Whether the URI has the same bytes. */
    boolean hasUri(int contact, Octets uri) {
        return uri.equals(texts(contact).next());
    }

    /** The URI's bytes in an array of their own. */
    Octets uri(int contact) {
        return texts(contact).next().retained();
    }

    boolean hasCallId(int contact, Octets callId) {
        ContactTexts texts = texts(contact);
        texts.next();
        return callId.equals(texts.next());
    }

    /** The received column in an array of its own, or {@code null}. */
    Octets received(int contact) {
        if ((columns(contact) & ContactImage.RECEIVED) == 0) {
            return null;
        }
        ContactTexts texts = texts(contact);
        texts.next();
        texts.next();
        return texts.next().retained();
    }

    /** The contact as an object. */
    Contact toContact(int contact) {
        ContactTexts texts = texts(contact);
        String uri = texts.nextString();
        String callId = texts.nextString();
        String received = texts.nextString();
        String userAgent = texts.nextString();
        String socket = texts.nextString();
        String path = texts.nextString();
        String sipInstance = texts.nextString();
        String cflags = texts.nextString();
        String kvStore = texts.nextString();
        String attr = texts.nextString();
        boolean hasMethods = (columns(contact) & ContactImage.METHODS) != 0;
        Binding binding = new Binding(
                expires(contact), q(contact), callId, cseq(contact), blocks.getLong(contact, LAST_MODIFIED),
                blocks.getInt(contact, FLAGS), cflags, userAgent, received, path, socket,
                hasMethods ? blocks.getInt(contact, METHODS) : null, sipInstance, kvStore, attr,
                blocks.getLong(contact, CONNECTION_ID));
        return new Contact(id(contact), aors.text(aor(contact)), uri, binding);
    }

    private ContactTexts texts(int contact) {
        return new ContactTexts(blocks.page(contact), columns(contact), textStart(contact));
    }

    private int uriEnd(int contact) {
        ContactTexts texts = texts(contact);
        texts.next();
        return texts.end();
    }

    private int textStart(int contact) {
        return blocks.start(contact) + TEXT;
    }

    private int columns(int contact) {
        return blocks.getShort(contact, COLUMNS);
    }
}
