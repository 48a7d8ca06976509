package dev.rollcall.contactid;

import dev.rollcall.aor.AddressOfRecord;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells of one ID whether its hash is that of its row's AOR, and if not, what it was made with. Immutable.
 */
public final class IdCheck {
    private final IdParameters parameters;
    private final List<Integer> documentedHashSizes;

    /**
     * @param documentedHashSizes each hash_size that {@code documented} IDs of the table were made with, as a survey of
     *     all rows found them; one row alone cannot tell
     */
    public IdCheck(IdParameters parameters, List<Integer> documentedHashSizes) {
        this.parameters = parameters;
        this.documentedHashSizes = List.copyOf(documentedHashSizes);
    }

    /** The values that this check holds to be right. */
    public IdParameters parameters() {
        return parameters;
    }

    /** Each hash_size that {@code documented} IDs of the table were made with, as a survey found them. */
    public List<Integer> documentedHashSizes() {
        return documentedHashSizes;
    }

    /** The AOR of a row, or {@code null} where its columns make none: no username, or no domain with use_domain. */
    public String aor(String username, String domain) {
        return aor(username, domain, parameters.useDomain());
    }

    static String aor(String username, String domain, boolean useDomain) {
        boolean missing = isEmpty(username) || useDomain && isEmpty(domain);
        return missing ? null : AddressOfRecord.ofRow(username, domain, useDomain).text();
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }

    /** Whether an ID is packable and holds the hash of an AOR. */
    public boolean isRight(long id, String aor) {
        return ContactId.isPackable(id) && aor != null && ContactId.aorHash(id) == parameters.aorHash(aor);
    }

    /** The verdict on a row's ID alone; what only its neighbours show is {@link IdVerdict#OK} here. */
    public IdVerdict verdict(long id, String username, String domain) {
        return verdict(id, IdFit.of(id, username, domain, parameters));
    }

    /** As {@link #verdict(long, String, String)}, for an ID whose fit is known. */
    public IdVerdict verdict(long id, IdFit fit) {
        return fit.verdict(id, parameters, documentedHashSizes);
    }

    /** The cause of a verdict, with the values that the IDs were made with where they are known. */
    public String describe(IdVerdict verdict) {
        return switch (verdict) {
            case OTHER_USE_DOMAIN -> "ids made with use_domain=" + (parameters.useDomain() ? 0 : 1);
            case OTHER_CHAR_SIGN -> "ids made with char sign " + parameters.charSign().other().optionValue();
            case OTHER_HASH_SIZE -> "ids made with hash_size " + otherHashSizes();
            case OTHER_FORMAT -> "ids made in the format " + otherFormat();
            default -> verdict.cause();
        };
    }

    private String otherFormat() {
        return parameters.format() == ContactIdFormat.DOCUMENTED
                ? ContactIdFormat.RELEASED.optionValue()
                : ContactIdFormat.DOCUMENTED.optionValue() + " with hash_size " + otherHashSizes();
    }

    private String otherHashSizes() {
        boolean documented = parameters.format() == ContactIdFormat.DOCUMENTED;
        return documentedHashSizes.stream()
                .filter(hashSize -> !documented || hashSize != parameters.hashSize())
                .map(String::valueOf)
                .collect(Collectors.joining(" or "));
    }
}
