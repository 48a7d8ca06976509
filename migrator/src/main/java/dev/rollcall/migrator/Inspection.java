package dev.rollcall.migrator;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.IdSurvey;
import dev.rollcall.preload.RowFault;
import dev.rollcall.sql.TableShape;
import java.util.Map;

/**
 * What was found in a table.
 *
 * @param shape what the table is by its columns
 * @param request what the operator said of its IDs
 * @param survey what its IDs say themselves
 * @param format the format that follows from both
 * @param ids what makes an ID right
 * @param findings what is to be said of its rows
 */
record Inspection(
        TableShape shape,
        Request request,
        IdSurvey survey,
        FormatDecision format,
        IdCheck ids,
        RowFindings findings) {

    /** How many rows the table has. */
    long rows() {
        return survey.rows();
    }

    /** How many IDs are not right. */
    long brokenIds() {
        return rows(findings.ids());
    }

    /** How many rows OpenSIPS would not load under any ID. */
    long faultyRows() {
        long faultsOfBrokenIds = findings.faultsOfBrokenIds().values().stream().mapToLong(Long::longValue).sum();
        return rows(findings.faults()) + faultsOfBrokenIds;
    }

    private static long rows(Map<?, Finding<RowSample>> findings) {
        return findings.values().stream().mapToLong(Finding::rows).sum();
    }

    /** How many rows are right in every respect. */
    long rightRows() {
        return rows() - brokenIds() - rows(findings.faults());
    }

    /** Whether there are rows that OpenSIPS does not load for this reason, whatever their ID. */
    boolean has(RowFault fault) {
        return findings.faults().containsKey(fault) || findings.faultsOfBrokenIds().containsKey(fault);
    }

    /** Whether every ID is right, OpenSIPS loads every row, and the version table says what the columns say. */
    boolean isClean() {
        return rightRows() == rows() && shape.correction().isEmpty();
    }

    int exitCode() {
        return isClean() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }
}
