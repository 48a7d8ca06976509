package dev.rollcall.migrator;

import java.io.PrintWriter;
import java.time.ZoneId;

/** What the operator is told of an import from Kamailio, as text on standard output. */
final class KamailioReport {
    private static final String COUNT = "%8d  %s%n";

    private final PrintWriter out;
    private final Report report;
    private final ZoneId zone;
    private final boolean zoneGiven;

    KamailioReport(PrintWriter out, Report report, ZoneId zone, boolean zoneGiven) {
        this.out = out;
        this.report = report;
        this.zone = zone;
        this.zoneGiven = zoneGiven;
    }

    /** Which table was read, and what of it is carried over. */
    void head(KamailioImport.Found found, String table, CopyTarget target, Request request) {
        report.title();
        String version = found.version().isPresent()
                ? "version " + found.version().getAsInt()
                : "of which the version table knows nothing";
        out.printf("table     %s of Kamailio, %s, %d rows%n", table, version, found.rows().rows());
        out.printf("to        %s, schema 1013%n", target);
        if (found.hasLocalTime()) {
            out.printf("times     read as local time of %s (%s)%n", zone, zoneGiven ? "given" : "the default here");
        }
        out.printf("values    %s%n%n", new SettingsText(request).describe());
    }

    /** What is not carried over. */
    void losses(KamailioImport.Found found) {
        KamailioRows rows = found.rows();
        if (rows.leftOut().rows() > 0) {
            report.finding("rows that are left out", rows.leftOut());
        }
        rows.unnamedFlags().forEach((bit, count) -> out.printf(COUNT, count, "rows lose branch flag " + bit
                + ", which has no name: give it one with --cflags-map " + bit + "=NAME"));
        count(rows.ownFlags(), "rows lose flags of Kamailio's own");
        count(rows.flows(), "rows were flows of one phone (reg-id), and become contacts that know nothing of each"
                + " other");
        count(found.attributes(), "attributes of location_attrs have no place in OpenSIPS' table");
        out.println();
    }

    private void count(long rows, String text) {
        if (rows > 0) {
            out.printf(COUNT, rows, text);
        }
    }

    /** Whether nobody said whether the domain is part of an AOR, and it is not always there; says so. */
    boolean isRefused(KamailioImport.Found found, Request request) {
        long missing = found.rows().withoutDomain();
        if (missing == 0 || !request.settings().useDomain()) {
            return false;
        }
        out.printf("Refused, nothing was written. %d rows have no domain, and OpenSIPS loads none of these with"
                + " use_domain 1, %s. As Kamailio has it by default: --use-domain=0%n",
                missing, request.settings().useDomainGiven() ? "which was given" : "its default");
        return true;
    }
}
