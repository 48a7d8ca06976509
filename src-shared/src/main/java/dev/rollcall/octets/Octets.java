package dev.rollcall.octets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A run of bytes inside an array, which is text in UTF-8 where it is text.
 *
 * <p>It copies nothing, so it is valid as long as nobody changes the array: what must outlive a received message works
 * on {@link #retained}. Two runs are equal when their bytes are. Immutable as long as the array is.
 */
public final class Octets {
    /** No bytes at all. */
    public static final Octets EMPTY = new Octets(new byte[0], 0, 0);

    private final byte[] array;
    private final int from;
    private final int to;

    private Octets(byte[] array, int from, int to) {
        this.array = array;
        this.from = from;
        this.to = to;
    }

    /**
     * The bytes of an array from an index to before another.
     *
     * @throws IndexOutOfBoundsException where they are not in the array
     */
    public static Octets of(byte[] array, int from, int to) {
        if (from < 0 || to < from || to > array.length) {
            throw new IndexOutOfBoundsException(from + " to " + to + " of " + array.length);
        }
        return new Octets(array, from, to);
    }

    /** The bytes of a text in UTF-8. */
    public static Octets of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Octets(bytes, 0, bytes.length);
    }

    /** The array that the bytes are in; not to be changed. */
    public byte[] array() {
        return array;
    }

    /** Where they begin in the array. */
    public int from() {
        return from;
    }

    /** Where they have ended in the array. */
    public int to() {
        return to;
    }

    /** How many they are. */
    public int length() {
        return to - from;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return to == from;
    }

    /** Whether they are the bytes of another array from an index to before another. */
    public boolean isAt(byte[] other, int otherFrom, int otherTo) {
        return Arrays.equals(array, from, to, other, otherFrom, otherTo);
    }

    /** Copies them into an array; returns the index behind the last. */
    public int copyTo(byte[] target, int at) {
        System.arraycopy(array, from, target, at, to - from);
        return at + to - from;
    }

    /** The same bytes in an array of their own, which nobody changes. */
    public Octets retained() {
        byte[] copy = Arrays.copyOfRange(array, from, to);
        return new Octets(copy, 0, copy.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && isAt(octets.array, octets.from, octets.to);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The text that they are in UTF-8. */
    @Override
    public String toString() {
        return new String(array, from, to - from, StandardCharsets.UTF_8);
    }
}
