package dev.rollcall.spill;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The order of records: byte by byte, each from 0 to 255, and what ends first comes first. */
final class RecordOrder {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private RecordOrder() {}

    /** Compares two records that have their lengths in front. */
    static int compareWritten(byte[] one, int oneAt, byte[] other, int otherAt) {
        int oneFrom = oneAt + Integer.BYTES;
        int otherFrom = otherAt + Integer.BYTES;
        return Arrays.compareUnsigned(
                one, oneFrom, oneFrom + (int) INT.get(one, oneAt),
                other, otherFrom, otherFrom + (int) INT.get(other, otherAt));
    }
}
