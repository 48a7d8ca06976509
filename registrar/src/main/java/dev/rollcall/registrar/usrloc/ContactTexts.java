package dev.rollcall.registrar.usrloc;

import dev.rollcall.octets.Octets;

/** Reads the texts of a contact in their order, as {@link ContactImage} wrote them. */
final class ContactTexts {
    private final byte[] bytes;
    private final int columns;
    private int column = ContactImage.URI;
    private int at;

    /**
     * @param columns what texts there are
     * @param at where the first begins
     */
    ContactTexts(byte[] bytes, int columns, int at) {
        this.bytes = bytes;
        this.columns = columns;
        this.at = at;
    }

    /** The next text, or {@code null}; in the block's memory, which changes. */
    Octets next() {
        boolean there = (columns & column) != 0;
        column <<= 1;
        if (!there) {
            return null;
        }
        int length = 0;
        int shift = 0;
        for (; bytes[at] < 0; shift += 7) {
            length |= (bytes[at++] & Byte.MAX_VALUE) << shift;
        }
        length |= bytes[at++] << shift;
        int from = at;
        at += length;
        return Octets.of(bytes, from, at);
    }

    /** The next text as a String, or {@code null}. */
    String nextString() {
        Octets text = next();
        return text == null ? null : text.toString();
    }

    /** Where the text that was read last has ended. */
    int end() {
        return at;
    }
}
