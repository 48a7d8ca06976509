package dev.rollcall.preload;

import dev.rollcall.contactid.IdVerdict;
import java.util.List;

/**
 * A row that is not loaded.
 *
 * @param defect why
 * @param verdict what is wrong with the ID where that is the defect; otherwise {@link IdVerdict#OK}
 * @param lines what OpenSIPS logs about it
 */
record Rejection(RowDefect defect, IdVerdict verdict, List<LogLine> lines) {
    static Rejection of(RowDefect defect, LogLine... lines) {
        return new Rejection(defect, IdVerdict.OK, List.of(lines));
    }
}
