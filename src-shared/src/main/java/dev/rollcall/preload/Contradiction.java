package dev.rollcall.preload;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.IdSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that speaks for another use_domain or char sign than the one assumed because none was given. Nothing is
 * written then and nothing served: the operator says which it is.
 *
 * @param assumed the settings as they were
 * @param useDomain the use_domain that the table speaks for
 * @param charSign the char sign that the table speaks for
 * @param explained how many of the voters these explain
 * @param explainedByAssumed how many of them the assumed ones explain
 * @param voters how many IDs had a say
 * @param withoutDomain how many of them are in rows that have no domain
 */
public record Contradiction(
        IdSettings assumed,
        boolean useDomain,
        CharSign charSign,
        long explained,
        long explainedByAssumed,
        long voters,
        long withoutDomain) {

    /** What is contradicted and by what counts. */
    public String describe() {
        return "The ids were made with " + options(useDomain, charSign) + ": that explains " + explained + " of "
                + voters + " packed ids, " + options(assumed.useDomain(), assumed.charSign()) + " explains "
                + explainedByAssumed;
    }

    /** How many rows need their domain filled in before new IDs can be made for the assumed settings. */
    public long domainsToFillIn() {
        return assumed.useDomain() ? withoutDomain : 0;
    }

    /** The settings with the values given that the table speaks for. */
    public IdSettings settled() {
        return given(useDomain, charSign);
    }

    /** The settings with the assumed values given. */
    public IdSettings insisted() {
        return given(assumed.useDomain(), assumed.charSign());
    }

    private IdSettings given(boolean givenUseDomain, CharSign givenCharSign) {
        return new IdSettings(assumed.format(), assumed.hashSize(), givenUseDomain, true, givenCharSign, true);
    }

    /** Only what differs is named. */
    private String options(boolean optionUseDomain, CharSign optionCharSign) {
        List<String> options = new ArrayList<>();
        if (useDomain != assumed.useDomain()) {
            options.add("--use-domain=" + (optionUseDomain ? 1 : 0));
        }
        if (charSign != assumed.charSign()) {
            options.add("--char-sign " + optionCharSign.optionValue());
        }
        return String.join(" ", options);
    }
}
