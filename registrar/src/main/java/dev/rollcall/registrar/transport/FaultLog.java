package dev.rollcall.registrar.transport;

import dev.rollcall.log.ServerLog;
import dev.rollcall.registrar.sip.Transport;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts every fault and writes at most one line a fault and {@value #SECONDS_BETWEEN_LINES} seconds, with the count of
 * those that were not written. Any thread.
 */
final class FaultLog {
    static final int SECONDS_BETWEEN_LINES = 10;

    /** Exceptions of TLS and HTTP, and headers, quote all that came in. */
    private static final int MAX_CAUSE_CHARS = 200;

    private final Map<Fault, Entry> entries = new EnumMap<>(Fault.class);
    private final LongSupplier nanoClock;

    FaultLog(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        for (Fault fault : Fault.values()) {
            entries.put(fault, new Entry(nanoClock.getAsLong()));
        }
    }

    /**
     * Counts a fault, and writes its line unless one was written just before.
     *
     * @param peer who provoked it, or the listener if that is not known
     * @param cause what it was; a text, or a throwable, of which class and message are written
     */
    void add(Fault fault, Transport transport, SocketAddress peer, Object cause) {
        Entry entry = entries.get(fault);
        entry.total.increment();
        if (!entry.isDue(nanoClock.getAsLong())) {
            return;
        }
        long total = entry.total.sum();
        long unwritten = total - entry.written.getAndSet(total) - 1;
        String who = peer instanceof InetSocketAddress address ? NetUtil.toSocketAddressString(address) : "a peer";
        String what = describe(cause);
        ServerLog log = ServerLog.of("proto_" + transport.lowerCase(), fault.function);
        if (unwritten > 0) {
            log.warning(fault.template + " ({} more since the last such line)", who, what, unwritten);
        } else {
            log.warning(fault.template, who, what);
        }
    }

    private static String describe(Object cause) {
        String text = cause instanceof Throwable thrown
                ? thrown.getClass().getSimpleName() + ": " + thrown.getMessage()
                : String.valueOf(cause);
        return text.length() > MAX_CAUSE_CHARS ? text.substring(0, MAX_CAUSE_CHARS) + "..." : text;
    }

    /** How often a fault has happened. */
    long count(Fault fault) {
        return entries.get(fault).total.sum();
    }

    private static final class Entry {
        private static final long INTERVAL = TimeUnit.SECONDS.toNanos(SECONDS_BETWEEN_LINES);

        final LongAdder total = new LongAdder();
        final AtomicLong written = new AtomicLong();
        private final AtomicLong nextLine;

        Entry(long now) {
            nextLine = new AtomicLong(now);
        }

        boolean isDue(long now) {
            long next = nextLine.get();
            return now - next >= 0 && nextLine.compareAndSet(next, now + INTERVAL);
        }
    }
}
