package dev.rollcall.registrar.sip;

import dev.rollcall.uri.SipChars;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where the start line, the headers and the body of one message are: offsets into its bytes, in order, no text yet. A
 * value's offsets leave out the white space around it. To be used again for the next message.
 */
final class HeaderTable {
    private static final int FIELDS = 4;
    private static final int NAME_BITS = 8;
    private static final int INITIAL_HEADERS = 24;
    private static final HeaderName[] NAMES = HeaderName.values();
    private static final byte[] NO_BYTES = {};

    byte[] bytes = NO_BYTES;
    int startLineStart;
    int startLineEnd;
    int bodyStart;
    int bodyEnd;
    private int[] offsets = new int[INITIAL_HEADERS * FIELDS];
    private int count;
    /** The index of the first header of each name, -1 without one. */
    private final int[] first = new int[NAMES.length];

    /** Begins with another message, of which nothing is known yet. */
    void begin(byte[] message) {
        bytes = message;
        count = 0;
        Arrays.fill(first, -1);
    }

    void add(HeaderName name, int nameStart, int nameEnd, int valueStart, int valueEnd) {
        int at = count * FIELDS;
        if (at == offsets.length) {
            offsets = Arrays.copyOf(offsets, at * 2);
        }
        int ordinal = name.ordinal();
        offsets[at] = nameEnd - nameStart << NAME_BITS | ordinal;
        offsets[at + 1] = nameStart;
        offsets[at + 2] = valueStart;
        offsets[at + 3] = valueEnd;
        if (first[ordinal] < 0) {
            first[ordinal] = count;
        }
        count++;
    }

    int count() {
        return count;
    }

    HeaderName name(int index) {
        return NAMES[ordinal(index)];
    }

    int nameStart(int index) {
        return offsets[index * FIELDS + 1];
    }

    int valueStart(int index) {
        return offsets[index * FIELDS + 2];
    }

    int valueEnd(int index) {
        return offsets[index * FIELDS + 3];
    }

    private int ordinal(int index) {
        return offsets[index * FIELDS] & (1 << NAME_BITS) - 1;
    }

    String value(int index) {
        return text(valueStart(index), valueEnd(index));
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The first header of a name, or -1. */
    int first(HeaderName name) {
        return first[name.ordinal()];
    }

    /** The first header of a name from an index on, or -1. */
    int find(HeaderName name, int from) {
        int ordinal = name.ordinal();
        int i = first[ordinal] < 0 ? count : Math.max(from, first[ordinal]);
        while (i < count && ordinal(i) != ordinal) {
            i++;
        }
        return i < count ? i : -1;
    }

    /** The first header from an index on whose name is none of {@link HeaderName}, by its name in any case, or -1. */
    int findOther(String name, int from) {
        for (int i = find(HeaderName.OTHER, from); i >= 0; i = find(HeaderName.OTHER, i + 1)) {
            int length = offsets[i * FIELDS] >>> NAME_BITS;
            if (text(nameStart(i), nameStart(i) + length).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The same table over a copy of the message alone. */
    HeaderTable copy() {
        HeaderTable copy = new HeaderTable();
        copy.bytes = Arrays.copyOfRange(bytes, startLineStart, bodyEnd);
        copy.startLineEnd = startLineEnd - startLineStart;
        copy.bodyStart = bodyStart - startLineStart;
        copy.bodyEnd = bodyEnd - startLineStart;
        copy.offsets = Arrays.copyOf(offsets, count * FIELDS);
        copy.count = count;
        for (int i = 0; i < copy.offsets.length; i++) {
            copy.offsets[i] -= i % FIELDS == 0 ? 0 : startLineStart;
        }
        System.arraycopy(first, 0, copy.first, 0, first.length);
        return copy;
    }

    /** Whether a value holds a list of tokens with commas between them, possibly empty. */
    boolean isTokenList(int index) {
        int to = valueEnd(index);
        int i = valueStart(index);
        if (i == to) {
            return true;
        }
        while (true) {
            int end = SipChars.endOfRun(bytes, i, to, SipChars.TOKEN);
            int comma = SipChars.endOfSpace(bytes, end, to);
            if (end == i || comma < to && bytes[comma] != ',') {
                return false;
            }
            if (comma == to) {
                return true;
            }
            i = SipChars.endOfSpace(bytes, comma + 1, to);
        }
    }
}
