package dev.rollcall.contactid;

import dev.rollcall.aor.AorPolicy;
import java.util.List;

/**
 * Which formats and values would make the ID of one row right: all that its verdict depends on, and known before a look
 * at all rows has decided which format the table is in.
 *
 * @param bits a bit for each hash_size from 2 to 16 with which the documented format fits the AOR as it is composed (16
 *     is the released format), then two bits each, released and documented with the configured hash_size, for the AOR
 *     with the other use_domain, with the other char sign, and in lower case
 */
public record IdFit(int bits) {
    private static final int OTHER_USE_DOMAIN = 15;
    private static final int OTHER_CHAR_SIGN = 17;
    private static final int LOWER_CASE = 19;
    private static final int RELEASED = 1;
    private static final int DOCUMENTED = 2;
    /** No database counts further by one: an INT UNSIGNED ends here. */
    private static final long MAX_AUTO_INCREMENT = 0xffff_ffffL;

    /**
     * The fit of a row's ID.
     *
     * @param parameters the values that are held to be right; their format plays no part
     */
    public static IdFit of(long id, String username, String domain, IdParameters parameters) {
        boolean useDomain = parameters.useDomain();
        String aor = IdCheck.aor(username, domain, useDomain);
        int hash = ContactId.aorHash(id);
        int bits = aor == null ? 0 : own(hash, aor, parameters.charSign());
        // Right in the released format and beyond the documented one: nothing else can be asked of it.
        if ((bits & bit(IdParameters.MAX_HASH_SIZE)) != 0 && hash >= parameters.slotCount()) {
            return new IdFit(bits);
        }
        String other = IdCheck.aor(username, domain, !useDomain);
        if (other != null) {
            bits |= both(hash, other, parameters.charSign(), parameters.hashSize()) << OTHER_USE_DOMAIN;
        }
        if (aor != null) {
            bits |= both(hash, aor, parameters.charSign().other(), parameters.hashSize()) << OTHER_CHAR_SIGN;
            String folded = AorPolicy.lowerCase(aor);
            if (!folded.equals(aor)) {
                bits |= both(hash, folded, parameters.charSign(), parameters.hashSize()) << LOWER_CASE;
            }
        }
        return new IdFit(bits);
    }

    private static int own(int hash, String aor, CharSign sign) {
        int coreHash = CoreHash.of(aor, sign);
        int bits = 0;
        for (int hashSize = IdParameters.MIN_HASH_SIZE; hashSize <= IdParameters.MAX_HASH_SIZE; hashSize++) {
            if (hash == ContactIdFormat.DOCUMENTED.aorHash(coreHash, hashSize)) {
                bits |= bit(hashSize);
            }
        }
        return bits;
    }

    private static int both(int hash, String aor, CharSign sign, int hashSize) {
        int coreHash = CoreHash.of(aor, sign);
        return (hash == ContactIdFormat.RELEASED.aorHash(coreHash, hashSize) ? RELEASED : 0)
                | (hash == ContactIdFormat.DOCUMENTED.aorHash(coreHash, hashSize) ? DOCUMENTED : 0);
    }

    private static int bit(int hashSize) {
        return 1 << hashSize - IdParameters.MIN_HASH_SIZE;
    }

    private boolean fits(int hashSize) {
        return (bits & bit(hashSize)) != 0;
    }

    private boolean isHash(ContactIdFormat format, int hashSize) {
        return fits(format == ContactIdFormat.RELEASED ? IdParameters.MAX_HASH_SIZE : hashSize);
    }

    /**
     * The verdict on the ID alone; what only other rows show is {@link IdVerdict#OK} here.
     *
     * @param parameters the values that are held to be right, the format decided
     * @param documentedHashSizes each hash_size that {@code documented} IDs of the table were made with
     */
    public IdVerdict verdict(long id, IdParameters parameters, List<Integer> documentedHashSizes) {
        if (!ContactId.isPackable(id)) {
            return IdVerdict.NOT_PACKABLE;
        }
        if (isHash(parameters.format(), parameters.hashSize())) {
            return IdVerdict.OK;
        }
        // An auto-increment number has hash bits 0, which a short hash has by chance, too.
        return id <= MAX_AUTO_INCREMENT ? IdVerdict.AUTO_INCREMENT : foreign(id, parameters, documentedHashSizes);
    }

    private IdVerdict foreign(long id, IdParameters parameters, List<Integer> documentedHashSizes) {
        boolean documented = parameters.format() == ContactIdFormat.DOCUMENTED;
        int format = documented ? DOCUMENTED : RELEASED;
        if ((bits >> OTHER_USE_DOMAIN & format) != 0) {
            return IdVerdict.OTHER_USE_DOMAIN;
        }
        if ((bits >> OTHER_CHAR_SIGN & format) != 0) {
            return IdVerdict.OTHER_CHAR_SIGN;
        }
        if (documented && fits(IdParameters.MAX_HASH_SIZE)) {
            return IdVerdict.OTHER_FORMAT;
        }
        if (documentedHashSizes.stream().anyMatch(this::fits)) {
            return documented ? IdVerdict.OTHER_HASH_SIZE : IdVerdict.OTHER_FORMAT;
        }
        if ((bits >> LOWER_CASE & format) != 0) {
            return IdVerdict.OTHER_CASE;
        }
        return ContactId.aorHash(id) == 0 ? IdVerdict.AUTO_INCREMENT : IdVerdict.WRONG_HASH;
    }
}
