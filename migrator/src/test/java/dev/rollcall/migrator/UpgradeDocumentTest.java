package dev.rollcall.migrator;

import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs the commands of docs/upgrade.md, in order on one table: what they print is what the page shows. */
class UpgradeDocumentTest {
    private static final String URL = "sqlite:///var/lib/opensips/opensips.sqlite";

    @Test
    void page_showsWhatTheCommandsPrint() throws Exception {
        try (TestDatabase database = TestDatabase.of(DatabaseKind.SQLITE)) {
            OldTable.create(database, "location", 1009)
                    .row(1, "alice", "", "sip:alice@192.0.2.1:5060", "2036-07-01 12:00:00")
                    .row(2, "alice", "", "sip:alice@192.0.2.2:5060", "2036-07-01 12:00:00")
                    .row(3, "bob", "", "sip:bob@192.0.2.3:5060", "1970-01-01 01:00:00")
                    .row(4, "carol", "", "sip:carol@192.0.2.4:5060", "2016-11-20 23:59:59");
            new CommandPage("upgrade.md", Map.of(URL, database.urlText())).check("1", "0", "0");
        }
    }
}
