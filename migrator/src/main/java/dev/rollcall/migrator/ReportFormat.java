package dev.rollcall.migrator;

/** The forms of an inspection's report. */
enum ReportFormat {
    /** For a terminal. */
    TEXT,
    /** For programs; documented, and only ever added to. */
    JSON,
    /** One page for a browser, without anything from elsewhere. */
    HTML
}
