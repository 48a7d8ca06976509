package dev.rollcall.registrar.usrloc;

import dev.rollcall.octets.Octets;
import java.nio.charset.StandardCharsets;

/** Reads the texts of a contact in their order, as {@link ContactImage} wrote them; of one after the other. */
final class ContactTexts {
    private final Blocks blocks;
    private int block;
    private int columns;
    private int column;
    private boolean isThere;
    private int at;
    private int length;

    ContactTexts(Blocks blocks) {
        this.blocks = blocks;
    }

    /**
     * Goes before the first text of a contact.
     *
     * @param itsColumns what texts there are
     * @param textsAt where the first begins in the block
     */
    ContactTexts begin(int contact, int itsColumns, int textsAt) {
        block = contact;
        columns = itsColumns;
        column = ContactImage.URI;
        at = textsAt;
        length = 0;
        return this;
    }

    /** Goes to the next text. */
    ContactTexts next() {
        at += length;
        isThere = (columns & column) != 0;
        length = isThere ? readLength() : 0;
        column <<= 1;
        return this;
    }

    /** Goes to the text of a column further on. */
    ContactTexts to(int wanted) {
        while (column != wanted) {
            next();
        }
        return next();
    }

    private int readLength() {
        int read = 0;
        int shift = 0;
        byte part = blocks.getByte(block, at++);
        for (; part < 0; part = blocks.getByte(block, at++)) {
            read |= (part & Byte.MAX_VALUE) << shift;
            shift += 7;
        }
        return read | part << shift;
    }

    /** Whether the text has the same bytes as another. */
    boolean is(Octets other) {
        return isThere
                && other.length() == length
                && blocks.hasBytes(block, at, other.array(), other.from(), other.to());
    }

    /** The text in an array of its own, or {@code null}. */
    Octets octets() {
        return isThere ? Octets.of(blocks.getBytes(block, at, length), 0, length) : null;
    }

    /** The text as a String, or {@code null}. */
    String string() {
        return isThere ? new String(blocks.getBytes(block, at, length), StandardCharsets.UTF_8) : null;
    }

    /** Where the text has ended in the block. */
    int end() {
        return at + length;
    }
}
