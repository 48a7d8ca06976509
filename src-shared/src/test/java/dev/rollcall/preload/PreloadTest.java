package dev.rollcall.preload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.contactid.IdVerdict;
import dev.rollcall.location.LocationRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreloadTest {
    private static final String NOTICE = """
            NOTICE:usrloc:preload_udomain: At least 1 contact(s) from the database has invalid contact_id!
            Possible causes for this can be:
            \t* you are migrating your location table from a version older than 2.2
            \t* you have changed 'hash_size' module parameter from when current contact_id's were generated;
            If you want to regenerate new contact_id's for the broken entries enable 'regen_broken_contactid'"""
            + " module parameter.";

    private final List<LocationRow> accepted = new ArrayList<>();
    private final List<LocationRow> rejected = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private PreloadSummary preload(List<LocationRow> rows, int maxLogLines) {
        try (CapturedLog log = new CapturedLog()) {
            PreloadSummary summary = new Preload(
                    Rows.check(ContactIdFormat.RELEASED, 9, true),
                    new MigratorCommand("mysql://opensips@db.example/opensips", "location"),
                    maxLogLines)
                    .run(consumer -> {
                        rows.forEach(consumer);
                        return rows.size();
                    }, accepted::add, rejected::add);
            lines.addAll(log.entries());
            return summary;
        }
    }

    private static LocationRow row(String aor, String username, int number) {
        long id = ContactId.pack(CoreHash.of(aor, CharSign.SIGNED) & 0xffff, 77, number);
        return Rows.row(id, username, "example.com");
    }

    private static List<LocationRow> right(int count) {
        List<LocationRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row("alice@example.com", "alice", i));
        }
        return rows;
    }

    @Test
    void run_goodRows_logsNothing() {
        PreloadSummary summary = preload(right(5), 100);
        assertEquals(new PreloadSummary(5, 5, Map.of(), Map.of()), summary);
        assertEquals(5, accepted.size());
        assertEquals(List.of(), lines);
    }

    @Test
    void run_idsOfTheOtherUseDomain_saysTheCauseAndTheCommand() {
        List<LocationRow> rows = right(2);
        rows.add(row("bob", "bob", 1));
        rows.add(Rows.row(7L, "carol", "example.com"));
        rows.add(row("bob", "bob", 2));
        PreloadSummary summary = preload(rows, 100);
        assertEquals(3, summary.rejected());
        assertEquals(Map.of(IdVerdict.OTHER_USE_DOMAIN, 2L, IdVerdict.AUTO_INCREMENT, 1L), summary.brokenIds());
        assertEquals(2, accepted.size());
        assertEquals(3, rejected.size());
        assertEquals(5, lines.size());
        assertEquals(NOTICE, lines.get(3));
        assertEquals("NOTICE:usrloc:preload_udomain: 3 of 5 rows rejected: ids made with use_domain=0 (2), "
                + "auto-increment ids from before 2.2 or sql-only mode, inserted by hand or imported (1). "
                + "Mend the ids with: java -jar migrator.jar --db-url mysql://opensips@db.example/opensips"
                + " --hash-size 9 --use-domain=1 --contact-id-format released --char-sign signed"
                + " --regen-broken-contactid", lines.get(4));
    }

    @Test
    void run_manyRejections_areBoundedAndCounted() {
        List<LocationRow> rows = right(1);
        for (long id = 1; id <= 50; id++) {
            rows.add(Rows.row(id, "carol", "example.com"));
        }
        preload(rows, 10);
        assertEquals(13, lines.size());
        assertTrue(lines.get(9).endsWith("db contactid [10]"), lines.get(9));
        assertEquals("ERROR:usrloc:preload_udomain: ... and 40 more rejected rows", lines.get(10));
        assertEquals(NOTICE, lines.get(11));
    }

    @Test
    void run_limitZero_printsCountsOnly() {
        preload(List.of(Rows.row(1L, "carol", "example.com")), 0);
        assertEquals("ERROR:usrloc:preload_udomain: ... and 1 more rejected rows", lines.get(0));
        assertEquals(3, lines.size());
    }

    @Test
    void run_linesOfOneRow_areNotTornApart() {
        preload(List.of(Rows.row(null, "carol", "example.com"), Rows.row(null, "dave", "example.com")), 3);
        assertEquals(List.of(
                "CRITICAL:usrloc:dbrow2info: bad contact id",
                "ERROR:usrloc:preload_udomain: sipping record for carol in table location",
                "ERROR:usrloc:preload_udomain: ... and 1 more rejected rows",
                "NOTICE:usrloc:preload_udomain: 2 of 2 rows rejected: no contact_id (2)."
                        + " Rows whose columns are wrong are not loaded until they are corrected in the table or"
                        + " deleted."), lines);
    }

    @Test
    void run_brokenIdsAndColumns_endsWithTheCommand() {
        preload(List.of(Rows.row(1L, "carol", "example.com"), Rows.row(null, "dave", "example.com")), 0);
        assertEquals("NOTICE:usrloc:preload_udomain: 2 of 2 rows rejected: auto-increment ids from before 2.2 or sql-only"
                + " mode, inserted by hand or imported (1), no contact_id (1). Rows whose columns are wrong are not"
                + " loaded until they are corrected in the table or deleted. Mend the ids with: java -jar migrator.jar"
                + " --db-url mysql://opensips@db.example/opensips --hash-size 9 --use-domain=1"
                + " --contact-id-format released --char-sign signed --regen-broken-contactid", lines.get(2));
    }

    @Test
    void run_noDomains_printsNoIdNoticeAndSaysBothWaysOut() {
        preload(List.of(Rows.row(1L, "carol", null)), 100);
        assertEquals(2, lines.size());
        assertEquals("NOTICE:usrloc:preload_udomain: 1 of 1 rows rejected: empty domain (1)."
                + " Rows without a domain were written with use_domain=0: use that, or fill in the domains"
                + " and have new ids made with: java -jar migrator.jar --db-url mysql://opensips@db.example/opensips"
                + " --hash-size 9 --use-domain=1 --contact-id-format released --char-sign signed"
                + " --regen-broken-contactid", lines.get(1));
    }

    @Test
    void migratorCommand_oddArguments_areQuoted() {
        MigratorCommand command = new MigratorCommand("sqlite:///var/lib/o'pen sips/db", "my_location");
        assertEquals("java -jar migrator.jar --db-url 'sqlite:///var/lib/o'\\''pen sips/db' --hash-size 12"
                        + " --use-domain=0 --contact-id-format documented --char-sign signed --table my_location",
                command.inspect(Rows.given(ContactIdFormat.DOCUMENTED, 12, false)));
    }
}
