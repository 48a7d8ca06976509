package dev.rollcall.migrator;

import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdSettings;
import dev.rollcall.preload.Contradiction;
import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.IdSurvey;
import java.util.Optional;

/**
 * What only the operator can decide, since the table speaks for another value than was assumed, or for a format that no
 * OpenSIPS reads. Nothing is written before.
 *
 * @param reason what the table says, with counts
 * @param asItIs the settings that the table speaks for, given as options
 * @param anew the settings that were assumed, or that an OpenSIPS needs, given as options
 */
record Choice(String reason, IdSettings asItIs, IdSettings anew) {
    /** The choice that a table leaves open, if any. */
    static Optional<Choice> of(Inspection inspection) {
        IdSurvey survey = inspection.survey();
        Optional<Contradiction> contradiction = survey.contradiction(inspection.settings());
        if (contradiction.isPresent()) {
            Contradiction found = contradiction.get();
            return Optional.of(new Choice(
                    found.describe(), explicit(found.settled(), survey), explicit(found.insisted(), survey)));
        }
        FormatDecision format = inspection.format();
        if (!format.isInferredDocumented()) {
            return Optional.empty();
        }
        return Optional.of(new Choice(
                "The ids are in the documented format, which no OpenSIPS reads: " + format.describe(),
                given(inspection.settings(), ContactIdFormat.DOCUMENTED),
                given(inspection.settings(), ContactIdFormat.RELEASED)));
    }

    /** The settings with the format given too where it would be asked for next. */
    private static IdSettings explicit(IdSettings settings, IdSurvey survey) {
        return survey.decideFormat(settings).isInferredDocumented()
                ? given(settings, ContactIdFormat.DOCUMENTED)
                : settings;
    }

    private static IdSettings given(IdSettings settings, ContactIdFormat format) {
        return new IdSettings(Optional.of(format), settings.hashSize(), settings.useDomain(),
                settings.useDomainGiven(), settings.charSign(), settings.charSignGiven());
    }
}
