package dev.rollcall.migrator;

import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdSettings;
import dev.rollcall.preload.Contradiction;
import dev.rollcall.preload.FormatDecision;
import java.util.Optional;

/**
 * What only the operator can decide, since the table speaks for another value than was assumed, or for a format that no
 * OpenSIPS reads. Nothing is written before.
 *
 * @param reason what the table says, with counts
 * @param asItIs the settings that the table speaks for, given as options
 * @param anew the settings that were assumed, or that an OpenSIPS needs, given as options
 * @param domainsToFillIn how many rows need their domain filled in before these can be followed
 */
record Choice(String reason, IdSettings asItIs, IdSettings anew, long domainsToFillIn) {
    /** The choice that a table leaves open, if any. */
    static Optional<Choice> of(Inspection inspection) {
        IdSettings settings = inspection.request().settings();
        Optional<Contradiction> contradiction = inspection.survey().contradiction(settings);
        if (contradiction.isPresent()) {
            Contradiction found = contradiction.get();
            return Optional.of(new Choice(found.describe(),
                    asTheTableSays(found.settled(), inspection), asTheTableSays(found.insisted(), inspection),
                    found.domainsToFillIn()));
        }
        FormatDecision format = inspection.format();
        if (!format.isInferredDocumented()) {
            return Optional.empty();
        }
        return Optional.of(new Choice(
                "The ids are in the documented format, which no OpenSIPS reads: " + format.describe(),
                asTheTableSays(settings, inspection),
                with(settings, ContactIdFormat.RELEASED, settings.hashSize()),
                0));
    }

    /**
     * The settings with the format given too where it would be asked for next, and the hash_size where it was not said.
     */
    private static IdSettings asTheTableSays(IdSettings settings, Inspection inspection) {
        FormatDecision format = inspection.survey().decideFormat(settings);
        if (!format.isInferredDocumented()) {
            return settings;
        }
        int hashSize = inspection.request().hashSizeGiven()
                ? settings.hashSize()
                : format.documentedHashSize().orElse(settings.hashSize());
        return with(settings, ContactIdFormat.DOCUMENTED, hashSize);
    }

    private static IdSettings with(IdSettings settings, ContactIdFormat format, int hashSize) {
        return new IdSettings(Optional.of(format), hashSize, settings.useDomain(), settings.useDomainGiven(),
                settings.charSign(), settings.charSignGiven());
    }
}
