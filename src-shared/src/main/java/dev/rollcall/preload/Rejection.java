package dev.rollcall.preload;

import dev.rollcall.contactid.IdVerdict;
import java.util.List;

/**
 * A row that is not loaded.
 *
 * @param fault why
 * @param verdict what is wrong with the ID where that is the fault; otherwise {@link IdVerdict#OK}
 * @param lines what OpenSIPS logs about it
 */
record Rejection(RowFault fault, IdVerdict verdict, List<LogLine> lines) {
    static Rejection of(RowFault fault, LogLine... lines) {
        return new Rejection(fault, IdVerdict.OK, List.of(lines));
    }
}
