package dev.rollcall.spill;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Texts inside records: the length, then UTF-8. Equal texts are equal bytes; the order is not that of a dictionary. */
public final class RecordText {
    private static final int NULL_LENGTH = -1;

    private RecordText() {}

    /** How many bytes a text may take at most; {@code null} takes some too. */
    public static int maxBytes(String text) {
        return Integer.BYTES + (text == null ? 0 : text.length() * 3);
    }

    /** Appends a text, or {@code null}. */
    public static void put(ByteBuffer record, String text) {
        if (text == null) {
            record.putInt(NULL_LENGTH);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        record.putInt(bytes.length).put(bytes);
    }

    /** Takes the text that is next. */
    public static String get(ByteBuffer record) {
        int length = record.getInt();
        if (length == NULL_LENGTH) {
            return null;
        }
        int from = record.arrayOffset() + record.position();
        record.position(record.position() + length);
        return new String(record.array(), from, length, StandardCharsets.UTF_8);
    }
}
