package dev.rollcall.preload;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.location.LocationRow;
import dev.rollcall.log.ServerLog;
import java.util.function.Consumer;

/**
 * Goes through a table's rows as a start does: sorts out those that OpenSIPS would not load, logs them in its words, in
 * a bounded number, and then says in ours what the causes are and what to do. Writes nothing but log lines.
 */
public final class Preload {
    private static final ServerLog LOG = ServerLog.of("usrloc", "preload_udomain");
    /** OpenSIPS' words, once after a load that met a broken ID. */
    private static final String BROKEN_IDS = """
            At least 1 contact(s) from the database has invalid contact_id!
            Possible causes for this can be:
            \t* you are migrating your location table from a version older than 2.2
            \t* you have changed 'hash_size' module parameter from when current contact_id's were generated;
            If you want to regenerate new contact_id's for the broken entries enable 'regen_broken_contactid'\
             module parameter.""";

    private final RowCheck check;
    private final Advice advice;
    private final int maxLogLines;

    /**
     * @param ids what makes an ID right
     * @param migrator the command to advise where it helps
     * @param maxLogLines how many lines on rejected rows are logged at most
     */
    public Preload(IdCheck ids, MigratorCommand migrator, int maxLogLines) {
        this.check = new RowCheck(ids, migrator.table());
        this.advice = new Advice(ids, migrator);
        this.maxLogLines = maxLogLines;
    }

    /**
     * Streams the rows.
     *
     * @param accepted given each row that is loaded
     * @param rejected given each other row; its ID, where it has one, stays in the table
     */
    public PreloadSummary run(RowSource source, Consumer<LocationRow> accepted, Consumer<LocationRow> rejected) {
        Rejections rejections = new Rejections(maxLogLines);
        source.scan(row -> check.check(row).ifPresentOrElse(
                rejection -> {
                    rejections.reject(rejection);
                    rejected.accept(row);
                },
                () -> {
                    rejections.load();
                    accepted.accept(row);
                }));
        PreloadSummary summary = rejections.summary();
        if (rejections.unlogged() > 0) {
            LOG.error("... and {} more rejected rows", rejections.unlogged());
        }
        if (summary.faults().containsKey(RowFault.BROKEN_ID)) {
            LOG.notice(BROKEN_IDS);
        }
        if (summary.rejected() > 0) {
            LOG.notice("{}", advice.on(summary));
        }
        return summary;
    }
}
