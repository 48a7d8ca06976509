package dev.rollcall.registrar.usrloc;

import dev.rollcall.octets.Octets;

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
    /** Where the last text has ended. */
    private static final int END = Q + Integer.BYTES;
    private static final int COLUMNS = END + Integer.BYTES;
    private static final int TEXT = COLUMNS + Short.BYTES;

    private final Blocks blocks;
    private final AorBlocks aors;
    private final ContactTexts texts;

    ContactBlocks(Blocks blocks, AorBlocks aors) {
        this.blocks = blocks;
        this.aors = aors;
        this.texts = new ContactTexts(blocks);
    }

    /** Adds a contact, which its AOR does not know yet. */
    int add(int aor, long id, ContactImage image) {
        int contact = blocks.allocate(TEXT + image.end);
        blocks.putInt(contact, AOR, aor);
        blocks.putLong(contact, ID, id);
        blocks.putInt(contact, NEXT, Blocks.NONE);
        blocks.putInt(contact, DIRTY, 0);
        blocks.putInt(contact, END, TEXT + image.end);
        blocks.putBytes(contact, TEXT, image.text, 0, image.end);
        putValues(contact, image);
        return contact;
    }

    /**
     * Gives a contact other values and texts. OpenSIPS: the URI stays as first stored.
     *
     * @return the contact, whose block may be another now
     */
    int refresh(int contact, ContactImage image) {
        int others = texts(contact).next().end();
        int end = others + image.end - image.uriEnd;
        int refreshed = contact;
        if (!hasOthers(contact, others, end, image)) {
            refreshed = blocks.resize(contact, end);
            blocks.putInt(refreshed, END, end);
            blocks.putBytes(refreshed, others, image.text, image.uriEnd, image.end);
        }
        putValues(refreshed, image);
        return refreshed;
    }

    /** Whether the texts behind the URI are those of an image: which of them there are, the values tell. */
    private boolean hasOthers(int contact, int others, int end, ContactImage image) {
        return blocks.getInt(contact, END) == end
                && blocks.hasBytes(contact, others, image.text, image.uriEnd, image.end);
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

    /** When the last REGISTER named it, in unix seconds. */
    long lastModified(int contact) {
        return blocks.getLong(contact, LAST_MODIFIED);
    }

    /** The connection that it came over; 0 for a datagram, and where a process before this one knew. */
    long connectionId(int contact) {
        return blocks.getLong(contact, CONNECTION_ID);
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
        return texts(contact).next().is(uri);
    }

    /** The URI's bytes in an array of their own. */
    Octets uri(int contact) {
        return texts(contact).next().octets();
    }

    boolean hasCallId(int contact, Octets callId) {
        return texts(contact).next().next().is(callId);
    }

    /** The received column in an array of its own, or {@code null}. */
    Octets received(int contact) {
        return texts(contact).next().next().next().octets();
    }

    /** Whether its instance has the same bytes. */
    boolean hasInstance(int contact, Octets instance) {
        return texts(contact).to(ContactImage.SIP_INSTANCE).is(instance);
    }

    /** The contact as an object. */
    Contact toContact(int contact) {
        texts(contact);
        String uri = texts.next().string();
        String callId = texts.next().string();
        String received = texts.next().string();
        String userAgent = texts.next().string();
        String socket = texts.next().string();
        String path = texts.next().string();
        String sipInstance = texts.next().string();
        String cflags = texts.next().string();
        String kvStore = texts.next().string();
        String attr = texts.next().string();
        boolean hasMethods = (columns(contact) & ContactImage.METHODS) != 0;
        Binding binding = new Binding(
                expires(contact), q(contact), callId, cseq(contact), blocks.getLong(contact, LAST_MODIFIED),
                blocks.getInt(contact, FLAGS), cflags, userAgent, received, path, socket,
                hasMethods ? blocks.getInt(contact, METHODS) : null, sipInstance, kvStore, attr,
                connectionId(contact));
        return new Contact(id(contact), aors.text(aor(contact)), uri, binding);
    }

    private ContactTexts texts(int contact) {
        return texts.begin(contact, columns(contact), TEXT);
    }

    private int columns(int contact) {
        return blocks.getShort(contact, COLUMNS);
    }
}
