package dev.rollcall.migrator;

import dev.rollcall.repair.RepairListener;
import dev.rollcall.sql.IdMapping;
import dev.rollcall.sql.JournalRun;
import java.util.OptionalLong;

/** Shows a run's progress, lists what it skips, keeps its pace, and stops it where it skips too much. */
final class RunFollower implements RepairListener {
    private final String activity;
    private final Progress progress;
    private final Report report;
    private final Pace pace;
    private final OptionalLong maxErrors;
    private long done;
    private long errors;

    /** @param activity what is being done, for the progress */
    RunFollower(String activity, Progress progress, Report report, PaceOptions options) {
        this.activity = activity;
        this.progress = progress;
        this.report = report;
        this.pace = options.pace(progress);
        this.maxErrors = options.maxErrors();
    }

    @Override
    public void started(JournalRun run, long before) {
        progress.end();
        done = before;
        if (before > 0) {
            report.resumed(run, before);
        }
        progress.start(activity, run.planned(), before);
    }

    @Override
    public void progress(long now, long total) {
        if (maxErrors.isPresent() && errors > maxErrors.getAsLong()) {
            throw new StoppedException(errors + " rows were skipped, more than --max-errors " + maxErrors.getAsLong()
                    + "; the " + now + " of " + total + " rows that were gone through stay as they are now, and"
                    + " another run goes on from there");
        }
        progress.advanceTo(now);
        try {
            pace.await(now - done);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException("interrupted after " + now + " of " + total + " rows; another run goes on");
        }
        done = now;
    }

    @Override
    public void skipped(IdMapping row, String reason) {
        progress.skipped();
        errors++;
        report.skipped(row, reason);
    }
}
