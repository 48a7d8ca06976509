package dev.rollcall.contactid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdCheckTest {
    private static final String USER = "j\u00fcrgen";
    private static final String DOMAIN = "example.com";

    private final IdParameters released = new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED);
    private final IdParameters documented = new IdParameters(ContactIdFormat.DOCUMENTED, 12, true, CharSign.SIGNED);
    private final IdCheck check = new IdCheck(released, List.of());

    private static long id(ContactIdFormat format, int hashSize, CharSign sign, String aor) {
        return ContactId.pack(format.aorHash(CoreHash.of(aor, sign), hashSize), 123456, 77);
    }

    private IdVerdict verdict(long id) {
        return check.verdict(id, USER, DOMAIN);
    }

    @Test
    void verdict_rightHash_isOkWhateverTheHashSize() {
        long id = id(ContactIdFormat.RELEASED, 9, CharSign.SIGNED, USER + '@' + DOMAIN);
        for (int hashSize = 2; hashSize <= 16; hashSize++) {
            IdParameters parameters = new IdParameters(ContactIdFormat.RELEASED, hashSize, true, CharSign.SIGNED);
            assertEquals(IdVerdict.OK, new IdCheck(parameters, List.of()).verdict(id, USER, DOMAIN));
        }
    }

    @Test
    void verdict_numbersThatAreNoIds_sayWhich() {
        assertEquals(IdVerdict.NOT_PACKABLE, verdict(0));
        assertEquals(IdVerdict.NOT_PACKABLE, verdict(-1));
        assertEquals(IdVerdict.NOT_PACKABLE, verdict(1L << 62));
        assertEquals(IdVerdict.AUTO_INCREMENT, verdict(1));
        assertEquals(IdVerdict.AUTO_INCREMENT, verdict(4294967295L));
        assertEquals(IdVerdict.AUTO_INCREMENT, verdict((1L << 46) - 1));
        assertEquals(IdVerdict.WRONG_HASH, verdict(1L << 46));
    }

    @Test
    void verdict_bitsAboveSixtyTwo_areBrokenThoughTheHashFits() {
        long id = id(ContactIdFormat.RELEASED, 9, CharSign.SIGNED, USER + '@' + DOMAIN);
        assertEquals(IdVerdict.NOT_PACKABLE, verdict(id | 1L << 63));
        assertFalse(check.isRight(id | 1L << 62, USER + '@' + DOMAIN));
        assertTrue(check.isRight(id, USER + '@' + DOMAIN));
    }

    @Test
    void verdict_otherUseDomain_isNamedWithItsValue() {
        assertEquals(IdVerdict.OTHER_USE_DOMAIN, verdict(id(ContactIdFormat.RELEASED, 9, CharSign.SIGNED, USER)));
        assertEquals("ids made with use_domain=0", check.describe(IdVerdict.OTHER_USE_DOMAIN));
    }

    @Test
    void verdict_otherCharSign_isNamedWithItsValue() {
        assertEquals(IdVerdict.OTHER_CHAR_SIGN,
                verdict(id(ContactIdFormat.RELEASED, 9, CharSign.UNSIGNED, USER + '@' + DOMAIN)));
        assertEquals("ids made with char sign unsigned", check.describe(IdVerdict.OTHER_CHAR_SIGN));
    }

    @Test
    void verdict_lowerCaseAor_isNamed() {
        long id = id(ContactIdFormat.RELEASED, 9, CharSign.SIGNED, "alice@example.com");
        assertEquals(IdVerdict.OTHER_CASE, check.verdict(id, "Alice", "Example.COM"));
    }

    @Test
    void verdict_documentedOfAnotherHashSize_isNamedWithTheHashSizeOfTheTable() {
        long id = id(ContactIdFormat.DOCUMENTED, 9, CharSign.SIGNED, USER + '@' + DOMAIN);
        IdCheck surveyed = new IdCheck(documented, List.of(9));
        assertEquals(IdVerdict.OTHER_HASH_SIZE, surveyed.verdict(id, USER, DOMAIN));
        assertEquals("ids made with hash_size 9", surveyed.describe(IdVerdict.OTHER_HASH_SIZE));
        IdCheck asReleased = new IdCheck(released, List.of(9));
        assertEquals(IdVerdict.OTHER_FORMAT, asReleased.verdict(id, USER, DOMAIN));
        assertEquals("ids made in the format documented with hash_size 9", asReleased.describe(IdVerdict.OTHER_FORMAT));
    }

    @Test
    void verdict_releasedIdReadAsDocumented_namesTheFormat() {
        long id = id(ContactIdFormat.RELEASED, 9, CharSign.SIGNED, USER + '@' + DOMAIN);
        IdCheck asDocumented = new IdCheck(documented, List.of());
        assertEquals(IdVerdict.OTHER_FORMAT, asDocumented.verdict(id, USER, DOMAIN));
        assertEquals("ids made in the format released", asDocumented.describe(IdVerdict.OTHER_FORMAT));
    }

    @Test
    void verdict_editedName_isAWrongHash() {
        assertEquals(IdVerdict.WRONG_HASH, verdict(id(ContactIdFormat.RELEASED, 9, CharSign.SIGNED, "else@a.example")));
    }

    @Test
    void aor_missingColumns_isNone() {
        assertNull(check.aor(null, DOMAIN));
        assertNull(check.aor("", DOMAIN));
        assertNull(check.aor(USER, null));
        assertNull(check.aor(USER, ""));
        IdParameters byUser = new IdParameters(ContactIdFormat.RELEASED, 9, false, CharSign.SIGNED);
        assertEquals(USER, new IdCheck(byUser, List.of()).aor(USER, null));
    }
}
