package dev.rollcall.registrar.usrloc;

/**
 * Which AORs of a shard have a contact that expires soon, without a look at the others: a ring of buckets, one a
 * second. Not thread-safe: the shard's lock guards it.
 *
 * <p>An AOR stands in at most one bucket: that of a second no later than its first expiry. A refresh leaves it where it
 * is; when its second comes it is looked at again and goes on to where it belongs. What is further away than the ring
 * is long is passed over once a round. The clock may be set back or forward: then the buckets in between are looked
 * through again, or at once.
 */
final class ExpiryWheel {
    private static final int BUCKETS = 512;

    /** A place in a bucket. The buckets themselves are the heads of rings. */
    static class Node {
        private Node previous = this;
        private Node next = this;
        private long wakeAt;

        private boolean isLinked() {
            return next != this;
        }

        private void unlink() {
            previous.next = next;
            next.previous = previous;
            previous = this;
            next = this;
        }

        private void append(Node node) {
            node.previous = previous;
            node.next = this;
            previous.next = node;
            previous = node;
        }
    }

    private final Node[] buckets = new Node[BUCKETS];
    private final Node due = new Node();
    /** The last second whose bucket was looked through. */
    private long tick = Long.MIN_VALUE;

    ExpiryWheel() {
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = new Node();
        }
    }

    /** Makes sure that a record is polled no later than at a time in unix seconds. */
    void schedule(AorRecord record, long expires) {
        Node node = record;
        if (node.isLinked() && node.wakeAt <= expires) {
            return;
        }
        node.unlink();
        node.wakeAt = Math.max(expires, tick + 1);
        bucket(node.wakeAt).append(node);
    }

    /** Forgets a record. */
    void remove(AorRecord record) {
        ((Node) record).unlink();
    }

    /** Takes out a record whose time has come, or returns {@code null}. */
    AorRecord poll(long now) {
        advance(now);
        Node first = due.next;
        if (first == due) {
            return null;
        }
        first.unlink();
        return (AorRecord) first;
    }

    private void advance(long now) {
        for (long second = Math.max(tick + 1, now - BUCKETS + 1); second <= now; second++) {
            collect(bucket(second), now);
        }
        tick = now;
    }

    private void collect(Node bucket, long now) {
        for (Node node = bucket.next; node != bucket; ) {
            Node following = node.next;
            if (node.wakeAt <= now) {
                node.unlink();
                due.append(node);
            }
            node = following;
        }
    }

    private Node bucket(long second) {
        return buckets[(int) (second & (BUCKETS - 1))];
    }
}
