package dev.rollcall.contactid;

import dev.rollcall.aor.AddressOfRecord;
import dev.rollcall.aor.AorPolicy;
import java.util.OptionalInt;

/**
 * Tells of one ID whether its hash is that of its row's AOR, and if not, what it was made with. Immutable.
 */
public final class IdCheck {
    /** No database counts further by one: an INT UNSIGNED ends here. */
    private static final long MAX_AUTO_INCREMENT = 0xffff_ffffL;

    private final IdParameters parameters;
    private final OptionalInt documentedHashSize;

    /**
     * @param documentedHashSize the hash_size that the table's {@code documented} IDs were made with, as a survey of
     *     all rows found it; one row alone cannot tell
     */
    public IdCheck(IdParameters parameters, OptionalInt documentedHashSize) {
        this.parameters = parameters;
        this.documentedHashSize = documentedHashSize;
    }

    /** The values that this check holds to be right. */
    public IdParameters parameters() {
        return parameters;
    }

    /** The hash_size that the table's {@code documented} IDs were made with, as a survey found it. */
    public OptionalInt documentedHashSize() {
        return documentedHashSize;
    }

    /** The AOR of a row, or {@code null} where its columns make none: no username, or no domain with use_domain. */
    public String aor(String username, String domain) {
        return aor(username, domain, parameters.useDomain());
    }

    private static String aor(String username, String domain, boolean useDomain) {
        boolean missing = isEmpty(username) || useDomain && isEmpty(domain);
        return missing ? null : AddressOfRecord.ofRow(username, domain, useDomain).text();
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }

    /** Whether an ID is packable and holds the hash of an AOR. */
    public boolean isRight(long id, String aor) {
        return ContactId.isPackable(id) && holds(parameters, id, aor);
    }

    /** The verdict on a row's ID alone; what only its neighbours show is {@link IdVerdict#OK} here. */
    public IdVerdict verdict(long id, String username, String domain) {
        if (!ContactId.isPackable(id)) {
            return IdVerdict.NOT_PACKABLE;
        }
        String aor = aor(username, domain);
        if (holds(parameters, id, aor)) {
            return IdVerdict.OK;
        }
        // An auto-increment number has hash bits 0, which a short hash has by chance, too.
        return id <= MAX_AUTO_INCREMENT ? IdVerdict.AUTO_INCREMENT : foreign(id, aor, username, domain);
    }

    private IdVerdict foreign(long id, String aor, String username, String domain) {
        if (holds(parameters, id, aor(username, domain, !parameters.useDomain()))) {
            return IdVerdict.OTHER_USE_DOMAIN;
        }
        if (holds(with(parameters.charSign().other()), id, aor)) {
            return IdVerdict.OTHER_CHAR_SIGN;
        }
        boolean documented = parameters.format() == ContactIdFormat.DOCUMENTED;
        if (documented && holds(with(ContactIdFormat.RELEASED, parameters.hashSize()), id, aor)) {
            return IdVerdict.OTHER_FORMAT;
        }
        if (documentedHashSize.isPresent()
                && holds(with(ContactIdFormat.DOCUMENTED, documentedHashSize.getAsInt()), id, aor)) {
            return documented ? IdVerdict.OTHER_HASH_SIZE : IdVerdict.OTHER_FORMAT;
        }
        if (holds(parameters, id, AorPolicy.lowerCase(aor))) {
            return IdVerdict.OTHER_CASE;
        }
        return ContactId.aorHash(id) == 0 ? IdVerdict.AUTO_INCREMENT : IdVerdict.WRONG_HASH;
    }

    private static boolean holds(IdParameters parameters, long id, String aor) {
        return aor != null && ContactId.aorHash(id) == parameters.aorHash(aor);
    }

    private IdParameters with(CharSign sign) {
        return new IdParameters(parameters.format(), parameters.hashSize(), parameters.useDomain(), sign);
    }

    private IdParameters with(ContactIdFormat format, int hashSize) {
        return new IdParameters(format, hashSize, parameters.useDomain(), parameters.charSign());
    }

    /** The cause of a verdict, with the values that the IDs were made with where they are known. */
    public String describe(IdVerdict verdict) {
        return switch (verdict) {
            case OTHER_USE_DOMAIN -> "ids made with use_domain=" + (parameters.useDomain() ? 0 : 1);
            case OTHER_CHAR_SIGN -> "ids made with char sign " + parameters.charSign().other().optionValue();
            case OTHER_HASH_SIZE -> "ids made with hash_size " + documentedHashSize.orElseThrow();
            case OTHER_FORMAT -> "ids made in the format " + otherFormat();
            default -> verdict.cause();
        };
    }

    private String otherFormat() {
        return parameters.format() == ContactIdFormat.DOCUMENTED
                ? ContactIdFormat.RELEASED.optionValue()
                : ContactIdFormat.DOCUMENTED.optionValue() + " with hash_size " + documentedHashSize.orElseThrow();
    }
}
