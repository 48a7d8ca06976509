package dev.rollcall.bench.load;

/**
 * What ties an answer to its request: the branch of its Via.
 *
 * @param lane the lane that waits for it
 * @param serial which of the lane's requests it is
 */
record RequestId(int lane, int serial) {
    private static final String PREFIX = "z9hG4bK-";

    /** The Via's branch parameter. */
    String branch() {
        return PREFIX + lane + '-' + serial;
    }
}
