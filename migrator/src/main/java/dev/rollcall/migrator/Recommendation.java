package dev.rollcall.migrator;

import dev.rollcall.contactid.IdSettings;
import dev.rollcall.preload.MigratorCommand;
import dev.rollcall.preload.RowFault;
import dev.rollcall.sql.LocationSchema;
import java.util.Optional;

/**
 * The one command to run next.
 *
 * @param reason what it does, as the start of a sentence that the command ends
 * @param command the command, without a password
 */
record Recommendation(String reason, String command) {
    /** What is to be done about a table, empty where nothing is or no command helps. */
    static Optional<Recommendation> of(Inspection found, MigratorCommand migrator) {
        IdSettings settings = found.request().settings();
        if (found.shape().correction().isPresent()) {
            return Optional.of(new Recommendation("Next, look whether an upgrade was left unfinished",
                    migrator.upgrade(settings) + " --dry-run"));
        }
        Optional<Choice> choice = Choice.of(found);
        if (choice.isPresent()) {
            return Optional.of(new Recommendation("Next, inspect the table as what it says it is",
                    migrator.inspect(choice.get().asItIs())));
        }
        if (found.has(RowFault.EMPTY_DOMAIN)) {
            return Optional.of(new Recommendation(
                    "Next, look what filling in the missing domains would change; name your own domain",
                    migrator.setDomain(settings, "--domain example.com")));
        }
        if (found.brokenIds() > found.findings().unrepairable()) {
            return Optional.of(new Recommendation("Next, with OpenSIPS stopped, repair the ids",
                    migrator.repair(settings)));
        }
        if (found.shape().schema() == LocationSchema.V1011) {
            return Optional.of(new Recommendation(
                    "Next, for OpenSIPS 2.4 or later, look what an upgrade to schema 1013 would do",
                    migrator.upgrade(settings) + " --dry-run"));
        }
        return Optional.empty();
    }
}
