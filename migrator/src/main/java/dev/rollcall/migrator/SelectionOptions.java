package dev.rollcall.migrator;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.regen.Repair;
import dev.rollcall.repair.RepairRequest;
import picocli.CommandLine.Option;

/** The options that make a repair a partial one. A mixin of picocli. */
final class SelectionOptions {
    @Option(names = "--domain", paramLabel = "NAME", description =
            "Repair only rows whose domain column is this, byte for byte.")
    private String domain;

    @Option(names = "--aor-prefix", paramLabel = "TEXT", description = "Repair only AORs that begin with this.")
    private String aorPrefix;

    boolean isGiven() {
        return domain != null || aorPrefix != null;
    }

    /** Whether a row is among them. */
    boolean matches(Repair repair, IdCheck ids) {
        return (domain == null || domain.equals(repair.domain()))
                && (aorPrefix == null || ids.aor(repair.username(), repair.domain()).startsWith(aorPrefix));
    }

    /** The selection in words. */
    String text() {
        if (!isGiven()) {
            return RepairRequest.ALL_ROWS;
        }
        return (domain == null ? "" : "--domain=" + domain)
                + (domain == null || aorPrefix == null ? "" : " ")
                + (aorPrefix == null ? "" : "--aor-prefix=" + aorPrefix);
    }
}
