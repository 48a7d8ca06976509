package dev.rollcall.bench.load;

/**
 * Requests in the order in which they were sent, so that the oldest is found without a search. Those that have been
 * answered stay in it until they are the oldest. NOT thread-safe.
 */
final class Pending {
    private static final int AOR_BITS = 32;

    private long[] sentNanos;
    private long[] requests;
    private long head;
    private long tail;

    /** @param capacity how many there may be at first; it grows */
    Pending(int capacity) {
        int size = Integer.highestOneBit(Math.max(1, capacity - 1)) << 1;
        sentNanos = new long[size];
        requests = new long[size];
    }

    void add(int aor, int cseq, long nanos) {
        if (tail - head == requests.length) {
            grow();
        }
        int at = index(tail++);
        requests[at] = (long) cseq << AOR_BITS | aor;
        sentNanos[at] = nanos;
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** When the oldest was sent. */
    long oldestNanos() {
        return sentNanos[index(head)];
    }

    int oldestAor() {
        return (int) requests[index(head)];
    }

    int oldestCseq() {
        return (int) (requests[index(head)] >>> AOR_BITS);
    }

    void removeOldest() {
        head++;
    }

    private void grow() {
        long[] moreNanos = new long[2 * sentNanos.length];
        long[] moreRequests = new long[2 * requests.length];
        for (long i = head; i < tail; i++) {
            moreNanos[(int) (i - head)] = sentNanos[index(i)];
            moreRequests[(int) (i - head)] = requests[index(i)];
        }
        tail -= head;
        head = 0;
        sentNanos = moreNanos;
        requests = moreRequests;
    }

    private int index(long position) {
        return (int) (position & requests.length - 1);
    }
}
