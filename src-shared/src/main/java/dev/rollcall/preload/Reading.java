package dev.rollcall.preload;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.log.ServerLog;

/** What one reading of a table found, not told yet. Not thread-safe. */
public final class Reading {
    private static final ServerLog LOG = ServerLog.of("usrloc", "preload_udomain");
    /** OpenSIPS' words, once after a load that met a broken ID. */
    private static final String BROKEN_IDS = """
            At least 1 contact(s) from the database has invalid contact_id!
            Possible causes for this can be:
            \t* you are migrating your location table from a version older than 2.2
            \t* you have changed 'hash_size' module parameter from when current contact_id's were generated;
            If you want to regenerate new contact_id's for the broken entries enable 'regen_broken_contactid'\
             module parameter.""";

    private final Rejections rejections;
    private final Advice advice;
    private final PreloadSummary summary;

    Reading(Rejections rejections, Advice advice) {
        this.rejections = rejections;
        this.advice = advice;
        this.summary = rejections.summary();
    }

    /** What became of the rows. */
    public PreloadSummary summary() {
        return summary;
    }

    /**
     * Whether a reading by another check would have ended alike. Which hash_size {@code documented} IDs were made with
     * only names the causes of broken ones.
     */
    public boolean holdsFor(IdCheck other) {
        boolean alike = advice.ids().parameters().equals(other.parameters());
        return alike && (advice.ids().documentedHashSizes().equals(other.documentedHashSizes())
                || !summary.faults().containsKey(RowFault.BROKEN_ID));
    }

    /** Logs the first rejected rows in OpenSIPS' words, and in ours what the causes are and what to do. */
    public void log() {
        long more = rejections.log();
        if (more > 0) {
            LOG.error("... and {} more rejected rows", more);
        }
        if (summary.faults().containsKey(RowFault.BROKEN_ID)) {
            LOG.notice(BROKEN_IDS);
        }
        if (summary.rejected() > 0) {
            LOG.notice("{}", advice.on(summary));
        }
    }
}
