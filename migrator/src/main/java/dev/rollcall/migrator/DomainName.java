package dev.rollcall.migrator;

import dev.rollcall.aor.AorPolicy;
import java.util.Optional;

/** What may stand in a domain column. */
final class DomainName {
    /** OpenSIPS: the column's length. */
    private static final int MAX_LENGTH = 64;

    private DomainName() {}

    /** What is wrong with a domain, if anything. */
    static Optional<String> fault(String domain) {
        if (domain == null || domain.isEmpty()) {
            return Optional.of("the domain is empty");
        }
        if (domain.length() > MAX_LENGTH) {
            return Optional.of("the domain is longer than " + MAX_LENGTH + " characters");
        }
        if (!domain.chars().allMatch(c -> c > ' ' && c != '@' && c != 0x7f)) {
            // without the value: a text with an at sign looks as if it held a password, and is masked
            return Optional.of("the domain holds a blank or an at sign");
        }
        // OpenSIPS: the domain of an AOR is always folded; a row under any other is never found
        return domain.equals(AorPolicy.lowerCase(domain))
                ? Optional.empty()
                : Optional.of("the domain " + RowText.value(domain) + " holds capital letters, and OpenSIPS looks for "
                        + AorPolicy.lowerCase(domain));
    }
}
