package dev.rollcall.preload;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.location.LocationRow;
import java.util.function.Consumer;

/**
 * Goes through a table's rows as a start does: sorts out those that OpenSIPS would not load, logs them in its words, in
 * a bounded number, and then says in ours what the causes are and what to do. Writes nothing but log lines.
 */
public final class Preload {
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
     * Streams the rows, and logs what there is to say of them.
     *
     * @param accepted given each row that is loaded
     * @param rejected given each other row; its ID, where it has one, stays in the table
     */
    public PreloadSummary run(RowSource source, Consumer<LocationRow> accepted, Consumer<LocationRow> rejected) {
        Reading reading = read(source, accepted, rejected);
        reading.log();
        return reading.summary();
    }

    /** As {@link #run}, and logs nothing before {@link Reading#log}. */
    public Reading read(RowSource source, Consumer<LocationRow> accepted, Consumer<LocationRow> rejected) {
        Rejections rejections = new Rejections(maxLogLines);
        source.scan(row -> {
            Rejection rejection = check.rejection(row);
            if (rejection == null) {
                rejections.load();
                accepted.accept(row);
            } else {
                rejections.reject(rejection);
                rejected.accept(row);
            }
        });
        return new Reading(rejections, advice);
    }
}
