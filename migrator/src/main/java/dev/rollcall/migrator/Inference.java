package dev.rollcall.migrator;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdSettings;
import dev.rollcall.contactid.IdVerdict;
import dev.rollcall.preload.Contradiction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Says in a sentence what the IDs of a table were made with, with the numbers that say so. */
final class Inference {
    /** What only other rows show: the hash of such an ID is right. */
    private static final Set<IdVerdict> RIGHT_HASH = Set.of(
            IdVerdict.CONTACT_LABEL_OVERFLOW, IdVerdict.SPLIT_RECORD_LABEL, IdVerdict.CONTACT_LABEL_TWICE,
            IdVerdict.SHARED_RECORD_LABEL);

    private final Inspection found;

    Inference(Inspection found) {
        this.found = found;
    }

    /** The sentence. */
    String sentence() {
        if (found.rows() == 0) {
            return "the table is empty";
        }
        Optional<Contradiction> contradiction = found.survey().contradiction(found.request().settings());
        return contradiction.map(this::contradicted).orElseGet(this::confirmed);
    }

    private String contradicted(Contradiction contradiction) {
        IdSettings settled = contradiction.settled();
        return percent(contradiction.explained(), contradiction.voters()) + " of " + contradiction.voters()
                + " packed ids fit " + made(found.survey().decideFormat(settled).format(), settled) + "; "
                + percent(contradiction.explainedByAssumed(), contradiction.voters()) + " fit what was assumed, "
                + made(found.format().format(), found.request().settings());
    }

    private String confirmed() {
        List<String> parts = new ArrayList<>();
        long others = found.findings().ids().entrySet().stream()
                .filter(entry -> !RIGHT_HASH.contains(entry.getKey()))
                .mapToLong(entry -> entry.getValue().rows())
                .sum();
        long withoutAor = found.findings().withoutAor();
        long fitting = found.rows() - others - withoutAor;
        parts.add(percent(fitting, found.rows()) + " of " + found.rows() + " ids fit "
                + made(found.format().format(), found.request().settings()));
        found.findings().ids().forEach((verdict, finding) -> {
            if (!RIGHT_HASH.contains(verdict)) {
                parts.add(other(verdict, finding.rows()));
            }
        });
        if (withoutAor > 0) {
            parts.add(withoutAor + " rows have no username, domain or id that could be judged");
        }
        return String.join("; ", parts);
    }

    private String other(IdVerdict verdict, long rows) {
        return rows + switch (verdict) {
            case NOT_PACKABLE -> " are 0 or over 62 bits";
            case AUTO_INCREMENT -> " are auto-increment numbers";
            case WRONG_HASH -> " fit nothing known";
            case OTHER_CASE -> " fit the AOR in lower case";
            default -> " fit " + found.ids().describe(verdict).replaceFirst("^ids made (with|in the format) ", "");
        };
    }

    private String made(ContactIdFormat format, IdSettings settings) {
        String hashSize = format == ContactIdFormat.DOCUMENTED ? " with hash_size " + settings.hashSize() : "";
        return format.optionValue() + hashSize + ", use_domain=" + (settings.useDomain() ? 1 : 0) + ", "
                + (eitherSign(settings) ? "either char sign" : "char sign " + settings.charSign().optionValue());
    }

    /** Whether no name holds bytes from 0x80 up, or none whose ID could tell. */
    private boolean eitherSign(IdSettings settings) {
        return explained(settings, CharSign.SIGNED) == explained(settings, CharSign.UNSIGNED);
    }

    private long explained(IdSettings settings, CharSign sign) {
        return found.survey().decideFormat(new IdSettings(settings.format(), settings.hashSize(), settings.useDomain(),
                true, sign, true)).explained();
    }

    private static String percent(long part, long whole) {
        // 99.97 % of a table are not all of it
        double percent = whole == 0 ? 0 : Math.floor(part * 1000.0 / whole) / 10;
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }
}
