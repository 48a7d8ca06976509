package dev.rollcall.preload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.contactid.IdSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class IdSurveyTest {
    private static final String DOMAIN = "example.com";

    private final IdSurvey survey = new IdSurvey();

    private static IdSettings auto(boolean useDomain) {
        return new IdSettings(Optional.empty(), 9, useDomain, false, CharSign.SIGNED, false);
    }

    /** Users whose released hash is over 16383, so that no documented hash_size below 15 makes the same of it. */
    private static String user(int number) {
        int found = -1;
        for (int i = 0; ; i++) {
            if ((CoreHash.of("user" + i, CharSign.SIGNED) & 0xffff) > 0x3fff && ++found == number) {
                return "user" + i;
            }
        }
    }

    private void add(ContactIdFormat format, int hashSize, int from, int to) {
        for (int i = from; i < to; i++) {
            String user = user(i);
            int hash = format.aorHash(CoreHash.of(user, CharSign.SIGNED), hashSize);
            survey.add(ContactId.pack(hash, 1000 + i, i), user, null);
        }
    }

    private FormatDecision decision() {
        return survey.decideFormat(auto(false));
    }

    @Test
    void decideFormat_emptyTable_isReleased() {
        assertEquals(new FormatDecision(ContactIdFormat.RELEASED, false, Map.of(), 0, 0, 0), decision());
        assertEquals("contact_id_format released (auto): no packed ids to decide by", decision().describe());
    }

    @Test
    void decideFormat_severalHashSizes_namesEachWithItsIds() {
        add(ContactIdFormat.DOCUMENTED, 12, 0, 40);
        add(ContactIdFormat.DOCUMENTED, 8, 40, 60);
        FormatDecision decision = decision();
        assertEquals(ContactIdFormat.RELEASED, decision.format());
        assertEquals(List.of(12, 8), decision.documentedHashSizes());
        assertEquals(60, decision.documentedIds().values().stream().mapToLong(Long::longValue).sum());
        assertTrue(decision.describe().endsWith(", with hash_size 8 another " + decision.documentedIds().get(8)));
    }

    @Test
    void decideFormat_fewIdsThatFitByChance_nameNoOtherHashSize() {
        add(ContactIdFormat.DOCUMENTED, 12, 0, 40);
        for (int i = 0; i < 30; i++) {
            survey.add(ContactId.pack(i + 1, 2000 + i, i), user(i), null);
        }
        assertEquals(List.of(12), decision().documentedHashSizes());
    }

    @Test
    void decideFormat_documentedTable_namesItsHashSize() {
        add(ContactIdFormat.DOCUMENTED, 12, 0, 40);
        FormatDecision decision = decision();
        assertEquals(ContactIdFormat.DOCUMENTED, decision.format());
        assertEquals(OptionalInt.of(12), decision.documentedHashSize());
        assertTrue(decision.isInferredDocumented());
        assertEquals("contact_id_format documented (auto): of 40 packed ids released explains 0,"
                + " documented with hash_size 12 explains 40", decision.describe());
    }

    @Test
    void decideFormat_sevenDocumentedRows_isReleased() {
        add(ContactIdFormat.DOCUMENTED, 9, 0, 7);
        assertEquals(ContactIdFormat.RELEASED, decision().format());
        add(ContactIdFormat.DOCUMENTED, 9, 7, 8);
        assertEquals(ContactIdFormat.DOCUMENTED, decision().format());
    }

    @Test
    void decideFormat_ninetyFivePercent_isTheBound() {
        add(ContactIdFormat.DOCUMENTED, 9, 0, 94);
        add(ContactIdFormat.RELEASED, 9, 94, 99);
        assertEquals(ContactIdFormat.RELEASED, decision().format());
        add(ContactIdFormat.DOCUMENTED, 9, 99, 100);
        assertEquals(95, decision().explainedByDocumented());
        assertEquals(ContactIdFormat.DOCUMENTED, decision().format());
    }

    @Test
    void decideFormat_autoIncrementIds_haveNoSay() {
        for (long id = 1; id < 2000; id++) {
            survey.add(id, "user" + id, null);
        }
        survey.add((1L << 46) - 1, "user1", null);
        survey.add(1L << 62, "user1", null);
        survey.add(-1L, "user1", null);
        survey.add(null, "user1", null);
        assertEquals(ContactIdFormat.RELEASED, decision().format());
        assertEquals(0, decision().voters());
        assertEquals(2003, survey.rows());
        add(ContactIdFormat.DOCUMENTED, 9, 0, 10);
        assertEquals(ContactIdFormat.DOCUMENTED, decision().format());
    }

    @Test
    void decideFormat_rowsWithoutUsername_voteAgainst() {
        add(ContactIdFormat.DOCUMENTED, 9, 0, 10);
        survey.add(1L << 50, null, null);
        assertEquals(11, decision().voters());
        assertEquals(ContactIdFormat.RELEASED, decision().format());
    }

    @Test
    void decideFormat_releasedTable_isReleased() {
        add(ContactIdFormat.RELEASED, 9, 0, 50);
        assertEquals(new FormatDecision(ContactIdFormat.RELEASED, false, Map.of(), 50, 50, 0), decision());
    }

    @Test
    void decideFormat_hashSizeSixteen_isReleased() {
        add(ContactIdFormat.DOCUMENTED, 16, 0, 50);
        assertEquals(ContactIdFormat.RELEASED, decision().format());
    }

    @Test
    void decideFormat_given_isKeptAndStillSaysTheHashSize() {
        add(ContactIdFormat.DOCUMENTED, 12, 0, 40);
        FormatDecision decision = survey.decideFormat(Rows.given(ContactIdFormat.RELEASED, 9, false));
        assertEquals(ContactIdFormat.RELEASED, decision.format());
        assertTrue(decision.given());
        assertEquals(OptionalInt.of(12), decision.documentedHashSize());
        assertFalse(survey.decideFormat(Rows.given(ContactIdFormat.DOCUMENTED, 9, false)).isInferredDocumented());
    }

    @Test
    void contradiction_tableOfTheOtherUseDomain_isFoundWhereNoneWasGiven() {
        add(ContactIdFormat.RELEASED, 9, 0, 20);
        Contradiction contradiction = survey.contradiction(auto(true)).orElseThrow();
        assertFalse(contradiction.useDomain());
        assertEquals(CharSign.SIGNED, contradiction.charSign());
        assertEquals("The ids were made with --use-domain=0: that explains 20 of 20 packed ids,"
                + " --use-domain=1 explains 0", contradiction.describe());
        assertEquals(Optional.empty(), survey.contradiction(contradiction.settled()));
        assertEquals(Optional.empty(), survey.contradiction(contradiction.insisted()));
        assertTrue(contradiction.insisted().useDomain());
        assertFalse(contradiction.settled().useDomain());
        assertEquals(20, contradiction.domainsToFillIn());
    }

    @Test
    void contradiction_documentedTableOfTheOtherUseDomain_isFound() {
        add(ContactIdFormat.DOCUMENTED, 9, 0, 20);
        assertFalse(survey.contradiction(auto(true)).orElseThrow().useDomain());
    }

    @Test
    void contradiction_agreeingTable_isNone() {
        add(ContactIdFormat.RELEASED, 9, 0, 20);
        assertEquals(Optional.empty(), survey.contradiction(auto(false)));
    }

    @Test
    void contradiction_oneRowMoreForTheOther_isFound() {
        for (int i = 0; i < 21; i++) {
            String user = user(i);
            String aor = i < 10 ? user + '@' + DOMAIN : user;
            survey.add(ContactId.pack(CoreHash.of(aor, CharSign.SIGNED) & 0xffff, i, i), user, DOMAIN);
        }
        Contradiction contradiction = survey.contradiction(auto(true)).orElseThrow();
        assertEquals(11, contradiction.explained());
        assertEquals(10, contradiction.explainedByAssumed());
    }

    @Test
    void contradiction_charSign_isFoundAloneAndWithUseDomain() {
        for (int i = 0; i < 10; i++) {
            String user = "j\u00fcrgen" + i;
            survey.add(ContactId.pack(CoreHash.of(user, CharSign.UNSIGNED) & 0xffff, i, i), user, DOMAIN);
        }
        assertEquals("The ids were made with --char-sign unsigned: that explains 10 of 10 packed ids,"
                + " --char-sign signed explains 0", survey.contradiction(auto(false)).orElseThrow().describe());
        Contradiction both = survey.contradiction(auto(true)).orElseThrow();
        assertEquals("The ids were made with --use-domain=0 --char-sign unsigned: that explains 10 of 10 packed ids,"
                + " --use-domain=1 --char-sign signed explains 0", both.describe());
        IdSettings signGiven = new IdSettings(Optional.empty(), 9, false, false, CharSign.SIGNED, true);
        assertEquals(Optional.empty(), survey.contradiction(signGiven));
    }
}
