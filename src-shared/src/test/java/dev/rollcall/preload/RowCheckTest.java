package dev.rollcall.preload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.contactid.IdVerdict;
import dev.rollcall.location.LocationRow;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every line here is OpenSIPS' own, letter by letter. */
class RowCheckTest {
    private static final String ALICE = "alice@example.com";
    private static final long ALICE_ID =
            ContactId.pack(CoreHash.of(ALICE, CharSign.SIGNED) & 0xffff, 1871510365, 4711);
    private static final String SIPPING = "ERROR:usrloc:preload_udomain: sipping record for alice in table location";

    private final RowCheck check = check(ContactIdFormat.RELEASED, 9, true);

    private static RowCheck check(ContactIdFormat format, int hashSize, boolean useDomain) {
        return new RowCheck(Rows.check(format, hashSize, useDomain), "location");
    }

    private static LocationRow alice() {
        return Rows.row(ALICE_ID, "alice", "example.com");
    }

    /** What is logged of a row, empty where it is loaded. */
    private static List<String> lines(RowCheck check, LocationRow row) {
        try (CapturedLog log = new CapturedLog()) {
            check.check(row).ifPresent(rejection -> rejection.lines().forEach(LogLine::write));
            return log.entries();
        }
    }

    private void assertRejected(RowFault fault, LocationRow row, String... lines) {
        assertEquals(fault, check.check(row).orElseThrow().fault());
        assertEquals(List.of(lines), lines(check, row));
    }

    /** Alice's row with some of the checked columns changed. */
    private static LocationRow alice(UnaryOperator<Columns> change) {
        return change.apply(new Columns()).row();
    }

    private static final class Columns {
        private Long id = ALICE_ID;
        private String contact = "sip:alice@192.0.2.1";
        private Long expires = 0L;
        private Double q = -1.0;
        private Integer cseq = 1;
        private String callId = "c";
        private Integer flags = 0;
        private String socket = "udp:127.0.0.1:5060";

        LocationRow row() {
            LocationRow row = alice();
            return new LocationRow(
                    id, row.username(), row.domain(), contact, null, null, expires, q, callId, cseq,
                    row.lastModified(), flags, "", "n/a", socket, null, null, null, null);
        }
    }

    @Test
    void check_goodRow_isLoaded() {
        assertTrue(check.check(alice()).isEmpty());
        assertTrue(check.check(alice(columns -> columns)).isEmpty());
    }

    @Test
    void check_emptyUsername_isCriticalAndNoMore() {
        String line = "CRITICAL:usrloc:preload_udomain: empty username record in table location...skipping";
        assertRejected(RowFault.EMPTY_USERNAME, Rows.row(null, null, "example.com"), line);
        assertRejected(RowFault.EMPTY_USERNAME, Rows.row(ALICE_ID, "", "example.com"), line);
    }

    @Test
    void check_unreadableColumns_printTheColumnAndTheUser() {
        assertRejected(RowFault.NO_CONTACT_ID, alice(c -> { c.id = null; return c; }),
                "CRITICAL:usrloc:dbrow2info: bad contact id", SIPPING);
        assertRejected(RowFault.NO_CONTACT, alice(c -> { c.contact = ""; return c; }),
                "CRITICAL:usrloc:dbrow2info: bad contact", SIPPING);
        assertRejected(RowFault.NO_EXPIRES, alice(c -> { c.expires = null; return c; }),
                "CRITICAL:usrloc:dbrow2info: empty expire", SIPPING);
        assertRejected(RowFault.NO_Q, alice(c -> { c.q = null; return c; }),
                "CRITICAL:usrloc:dbrow2info: empty q", SIPPING);
        assertRejected(RowFault.NO_CSEQ, alice(c -> { c.cseq = null; return c; }),
                "CRITICAL:usrloc:dbrow2info: empty cseq_nr", SIPPING);
        assertRejected(RowFault.NO_CALL_ID, alice(c -> { c.callId = null; return c; }),
                "CRITICAL:usrloc:dbrow2info: bad callid", SIPPING);
        assertRejected(RowFault.NO_FLAGS, alice(c -> { c.flags = null; return c; }),
                "CRITICAL:usrloc:dbrow2info: empty flag", SIPPING);
        assertRejected(RowFault.BAD_SOCKET, alice(c -> { c.socket = "quic:host:1"; return c; }),
                "ERROR:usrloc:dbrow2info: bad socket <quic:host:1>", SIPPING);
    }

    @Test
    void check_severalFaults_printsTheFirst() {
        LocationRow row = alice(c -> { c.expires = null; c.contact = null; c.flags = null; return c; });
        assertEquals(RowFault.NO_CONTACT, check.check(row).orElseThrow().fault());
    }

    @Test
    void check_socketThatIsABareWordOrNull_isLoaded() {
        assertTrue(check.check(alice(c -> { c.socket = "elsewhere"; return c; })).isEmpty());
        assertTrue(check.check(alice(c -> { c.socket = null; return c; })).isEmpty());
    }

    @Test
    void check_emptyDomain_isCriticalWithUseDomainOnly() {
        assertRejected(RowFault.EMPTY_DOMAIN, Rows.row(ALICE_ID, "alice", null),
                "CRITICAL:usrloc:preload_udomain: empty domain record for user alice...skipping");
        long byUser = ContactId.pack(CoreHash.of("alice", CharSign.SIGNED) & 0xffff, 1, 1);
        assertTrue(check(ContactIdFormat.RELEASED, 9, false).check(Rows.row(byUser, "alice", null)).isEmpty());
    }

    @Test
    void check_aorOverTheBuffer_printsWhatFitted() {
        String user = "u".repeat(1000);
        String domain = "d".repeat(30);
        String cut = (user + '@' + domain).substring(0, 1023);
        assertRejected(RowFault.LONG_AOR, Rows.row(ALICE_ID, user, domain),
                "CRITICAL:usrloc:preload_udomain: URI '" + cut + '@' + domain + "' longer than 1024");
    }

    @Test
    void check_wrongHash_printsTheTwoHashesAsOpenSipsDoes() {
        long id = 227783624903111259L;
        RowCheck byUser = check(ContactIdFormat.RELEASED, 9, false);
        assertEquals(
                List.of("ERROR:usrloc:preload_udomain: failed to match aorhashes for user user19,db aorhash [3237]"
                        + " new aorhash [131],db contactid [227783624903111259]"),
                lines(byUser, Rows.row(id, "user19", "10.0.0.1")));
        assertEquals(IdVerdict.OTHER_USE_DOMAIN,
                byUser.check(Rows.row(id, "user19", "10.0.0.1")).orElseThrow().verdict());
    }

    @Test
    void check_autoIncrementIds_printTheAorWithItsDomain() {
        assertRejected(RowFault.BROKEN_ID, Rows.row(1L, "user11", "10.0.0.1"),
                "ERROR:usrloc:preload_udomain: failed to match aorhashes for user user11@10.0.0.1,db aorhash [0]"
                        + " new aorhash [397],db contactid [1]");
        assertRejected(RowFault.BROKEN_ID, Rows.row(3L, "+4930123456", "a.example"),
                "ERROR:usrloc:preload_udomain: failed to match aorhashes for user +4930123456@a.example,db aorhash [0]"
                        + " new aorhash [34],db contactid [3]");
    }

    @Test
    void check_publishedExample_isRejectedAsDocumentedAndLoadedAsReleased() {
        LocationRow callee = Rows.row(120051833657672447L, "callee", null);
        assertEquals(
                List.of("ERROR:usrloc:preload_udomain: failed to match aorhashes for user callee,db aorhash [1706]"
                        + " new aorhash [170],db contactid [120051833657672447]"),
                lines(check(ContactIdFormat.DOCUMENTED, 9, false), callee));
        for (int hashSize : new int[] {4, 9, 10, 16}) {
            assertTrue(check(ContactIdFormat.RELEASED, hashSize, false).check(callee).isEmpty());
        }
    }

    @Test
    void check_maskedIdReadAsReleased_printsEqualNumbersAsOpenSipsDoes() {
        assertEquals(
                List.of("ERROR:usrloc:preload_udomain: failed to match aorhashes for user callee,db aorhash [170]"
                        + " new aorhash [170],db contactid [11965442600780543]"),
                lines(check(ContactIdFormat.RELEASED, 9, false), Rows.row(11965442600780543L, "callee", null)));
    }

    @Test
    void check_idOverSixtyThreeBits_isPrintedUnsigned() {
        assertEquals(
                List.of("ERROR:usrloc:preload_udomain: failed to match aorhashes for user callee,db aorhash [65535]"
                        + " new aorhash [170],db contactid [18446744073709551615]"),
                lines(check(ContactIdFormat.RELEASED, 9, false), Rows.row(-1L, "callee", null)));
    }

    @Test
    void check_contactThatIsNoUri_printsThreeEntries() {
        assertRejected(RowFault.BAD_URI, Rows.row(ALICE_ID, "alice", "example.com", "sip:dave@", "sip:192.0.2.9", null),
                "ERROR:usrloc:new_ucontact: contact [sip:dave@] is not valid! Will not store it!",
                "ERROR:usrloc:mem_insert_ucontact: failed to create new contact",
                "ERROR:usrloc:preload_udomain: inserting contact failed\n"
                        + "Found a bad contact with id:[" + ALICE_ID + "] aor:[alice@example.com]"
                        + " contact:[sip:dave@] received:[sip:192.0.2.9]!\n"
                        + "Will continue but that contact needs to be REMOVED!!");
    }

    @Test
    void check_nextHopThatIsNoUri_isRejected() {
        String contact = "sip:alice@192.0.2.1";
        String[] lines = {
            "ERROR:usrloc:mem_insert_ucontact: failed to create new contact",
            "ERROR:usrloc:preload_udomain: inserting contact failed\n"
                    + "Found a bad contact with id:[" + ALICE_ID + "] aor:[alice@example.com]"
                    + " contact:[sip:alice@192.0.2.1] received:[]!\n"
                    + "Will continue but that contact needs to be REMOVED!!"
        };
        assertRejected(RowFault.BAD_URI, Rows.row(ALICE_ID, "alice", "example.com", contact, null, "<sip:>"), lines);
        assertEquals(RowFault.BAD_URI,
                check.check(Rows.row(ALICE_ID, "alice", "example.com", contact, "nonsense", null))
                        .orElseThrow().fault());
        assertTrue(check.check(Rows.row(
                ALICE_ID, "alice", "example.com", contact, "sip:192.0.2.9:4000", "<sip:edge.example;lr>, <sip:e2;lr>"))
                .isEmpty());
    }

    @Test
    void check_controlCharacters_cannotForgeALine() {
        LocationRow row = Rows.row(1L, "x\nERROR:usrloc:forged", "d");
        List<String> lines = lines(check, row);
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).lines().count() == 1 && lines.get(0).contains("x\\x0aERROR"), lines.get(0));
    }
}
