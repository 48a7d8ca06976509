package dev.rollcall.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * The SQL that puts a new {@code location} table into an old one's place, and the names of the tables beside it.
 *
 * @param current the old table
 * @param schema the old table's schema
 */
record UpgradeStatements(LocationStatements current, LocationSchema schema) {
    /** No other program's table has such a column. */
    private static final String MARK = "made_by_rollcall_upgrade";

    private DatabaseKind kind() {
        return current.kind();
    }

    /** The new table while it is filled. */
    LocationStatements work() {
        return new LocationStatements(kind(), current.table() + '_' + LocationSchema.V1013.version());
    }

    /** An empty table that is there for as long as the work table is ours and unfinished. */
    String markTable() {
        return work().table() + "_unfinished";
    }

    /** The name that the old table gets. */
    String keptTable() {
        return current.table() + '_' + schema.version();
    }

    /** Tells whether the mark is there, and is ours. */
    String mark() {
        return "SELECT " + MARK + " FROM " + markTable() + " WHERE 1 = 0";
    }

    String createMark() {
        return "CREATE TABLE " + markTable() + " (" + MARK + " INTEGER)";
    }

    String dropWork() {
        return "DROP TABLE IF EXISTS " + work().table();
    }

    String dropMark() {
        return "DROP TABLE " + markTable();
    }

    /** What makes the new table; the mark comes first, so that no work table is ever without. */
    List<String> begin() {
        return List.of(createMark(), work().createTable());
    }

    /** What swaps the tables. MySQL: one atomic statement; elsewhere all of it is one transaction. */
    List<String> swap() {
        List<String> statements = new ArrayList<>(switch (kind()) {
            case MYSQL -> List.of("RENAME TABLE " + current.table() + " TO " + keptTable() + ", "
                    + work().table() + " TO " + current.table());
            case POSTGRESQL -> postgresRenames();
            case SQLITE -> List.of(rename(current.table(), keptTable()), rename(work().table(), current.table()));
        });
        statements.addAll(finish());
        return statements;
    }

    /** What is left to do once the tables are swapped. */
    List<String> finish() {
        return List.of(current.updateVersion(LocationSchema.V1013), dropMark());
    }

    private static String rename(String from, String to) {
        return "ALTER TABLE " + from + " RENAME TO " + to;
    }

    /** The key's index and its sequence are named after the table too, and OpenSIPS' own DDL expects those names. */
    private List<String> postgresRenames() {
        List<String> renames = new ArrayList<>();
        for (String[] pair : new String[][] {
            {current.table(), keptTable()}, {work().table(), current.table()}
        }) {
            renames.add(rename(pair[0], pair[1]));
            renames.add("ALTER INDEX IF EXISTS " + pair[0] + "_pkey RENAME TO " + pair[1] + "_pkey");
            renames.add("ALTER SEQUENCE IF EXISTS " + pair[0] + "_contact_id_seq RENAME TO " + pair[1]
                    + "_contact_id_seq");
        }
        return renames;
    }
}
