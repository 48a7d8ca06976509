package dev.rollcall.migrator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter shown = new StringWriter();
    private long now;

    private Progress progress(boolean terminal) {
        return new Progress(new PrintWriter(shown), terminal, () -> now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void advance_noTerminal_aLineEveryTenSeconds() {
        Progress progress = progress(false);
        progress.start("checking rows", 200);
        for (int second = 1; second <= 25; second++) {
            pass(Duration.ofSeconds(1));
            progress.advance();
        }
        progress.end();
        assertEquals("checking rows: 10 of 200 rows, 5 %" + System.lineSeparator()
                + "checking rows: 20 of 200 rows, 10 %" + System.lineSeparator(), shown.toString());
    }

    @Test
    void advanceTo_terminal_aBarThatLeavesNothingBehind() {
        Progress progress = progress(true);
        progress.start("giving new ids", 1000);
        pass(Duration.ofSeconds(1));
        progress.advanceTo(500);
        progress.end();
        assertEquals("\r\u001b[K[###############---------------] giving new ids: 500 of 1000 rows, 50 %\r\u001b[K",
                shown.toString());
    }

    @Test
    void advance_totalUnknown_countsOnly() {
        Progress progress = progress(true);
        progress.start("reading ids", 0);
        pass(Duration.ofSeconds(1));
        progress.advance();
        assertEquals("\r\u001b[Kreading ids: 1 rows", shown.toString());
    }

    @Test
    void advance_moreRowsThanExpected_barStaysFull() {
        Progress progress = progress(true);
        progress.start("checking rows", 10);
        pass(Duration.ofSeconds(1));
        progress.advanceTo(12);
        assertEquals("\r\u001b[K[##############################] checking rows: 12 of 10 rows, 120 %", shown.toString());
    }

    @Test
    void advance_shortWork_nothingShown() {
        Progress progress = progress(true);
        progress.start("checking rows", 10);
        progress.advance();
        progress.end();
        assertEquals("", shown.toString());
    }

    @Test
    void status_whileItRuns_saysWhatIsDoneAndHowFast() {
        Progress progress = progress(false);
        progress.start("giving new ids", 1000, 200);
        pass(Duration.ofSeconds(2));
        progress.advanceTo(500);
        progress.skipped();
        progress.status();
        assertEquals("Status: giving new ids: 500 of 1000 rows, 50 %, 150 rows/s, 1 skipped, running"
                + System.lineSeparator(), shown.toString());
    }

    @Test
    void status_beforeAnythingIsRead_isNoFault() {
        progress(true).status();
        assertEquals("Status: starting: 0 rows, 0 rows/s, 0 skipped, running" + System.lineSeparator(),
                shown.toString());
    }
}
