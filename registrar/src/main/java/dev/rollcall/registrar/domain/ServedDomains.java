package dev.rollcall.registrar.domain;

import dev.rollcall.log.ServerLog;
import dev.rollcall.sql.DatabaseException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The domains of the configuration and those of a table, which is read anew on a thread of its own, {@code domains}. While
 * it cannot be read, what was read last stays. Safe for any thread.
 */
public final class ServedDomains implements AutoCloseable {
    private static final ServerLog LOG = ServerLog.of("domain", "reload");

    private final List<Domain> configured;
    private final Optional<DomainTable> table;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "domains"));
    private boolean readable = true;
    private volatile DomainSet domains;

    /**
     * Reads the table once.
     *
     * @throws DatabaseException if it cannot be read
     */
    public ServedDomains(List<String> configured, Optional<DomainTable> table) {
        this.configured = configured.stream().map(name -> new Domain(name, false)).toList();
        this.table = table;
        domains = read();
        LOG.notice("{} domains are served", domains.size());
        if (domains.size() == 0) {
            LOG.warning("there is no domain in the table, so every REGISTER is answered 404");
        }
    }

    /** Reads the table again and again from now on; without a table nothing. */
    public void refreshEvery(Duration pause) {
        if (table.isPresent()) {
            timer.scheduleWithFixedDelay(this::refresh, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Whether a domain in any case is served. */
    public boolean has(String domain) {
        byte[] bytes = domain.getBytes(StandardCharsets.UTF_8);
        return has(bytes, 0, bytes.length);
    }

    /** Whether the domain in a range of bytes is served. */
    boolean has(byte[] bytes, int from, int to) {
        return domains.contains(bytes, from, to);
    }

    private DomainSet read() {
        List<Domain> all = new ArrayList<>(configured);
        table.ifPresent(rows -> all.addAll(rows.read()));
        return new DomainSet(all);
    }

    private void refresh() {
        try {
            int before = domains.size();
            domains = read();
            if (domains.size() != before) {
                LOG.notice("{} domains are served, {} before", domains.size(), before);
            }
            readable = true;
        } catch (DatabaseException e) {
            if (readable) {
                LOG.error("{}; the {} domains known are served until it can be read again", e.getMessage(),
                        domains.size());
            }
            readable = false;
        }
    }

    /** Stops reading. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
