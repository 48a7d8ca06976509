package dev.rollcall.sql;

import dev.rollcall.sql.JournalRun.Work;
import java.util.List;

/**
 * The SQL of a repair's journal: three tables beside the {@code location} table, {@code _repair} behind its name.
 * Values are always bound.
 *
 * @param location the table that is repaired
 */
record JournalStatements(LocationStatements location) {
    /** Which way a run's rows go. */
    enum Direction {
        /** From the old IDs to the new ones. */
        APPLY("old_contact_id", "domain", "new_contact_id", "new_domain"),
        /** Back to the old ones. */
        UNDO("new_contact_id", "new_domain", "old_contact_id", "domain");

        private final String from;
        private final String fromDomain;
        private final String to;
        private final String toDomain;

        Direction(String from, String fromDomain, String to, String toDomain) {
            this.from = from;
            this.fromDomain = fromDomain;
            this.to = to;
            this.toDomain = toDomain;
        }
    }

    /** The state of a row that a server has deleted before its turn. */
    static final String DELETED = "deleted";

    private static final String COLUMNS =
            "position, old_contact_id, new_contact_id, username, domain, new_domain, cause";
    private static final String RANGE = "m.run = ? AND m.position BETWEEN ? AND ? AND m.state IS NULL";

    private DatabaseKind kind() {
        return location.kind();
    }

    String mappings() {
        return location.table() + "_repair";
    }

    String runs() {
        return mappings() + "_run";
    }

    String chunks() {
        return mappings() + "_chunk";
    }

    /** What makes the tables where they are missing. */
    List<String> create() {
        String id = kind() == DatabaseKind.MYSQL ? "BIGINT UNSIGNED" : "BIGINT";
        // bytes and no text: so that no collation takes two names for one
        String name = kind() == DatabaseKind.MYSQL ? "VARBINARY(1024)" : "TEXT";
        // a table of SQLite that has no rowid is kept in the order of its key
        String end = switch (kind()) {
            case MYSQL -> ") ENGINE=InnoDB DEFAULT CHARSET=utf8mb4";
            case SQLITE -> ") WITHOUT ROWID";
            case POSTGRESQL -> ")";
        };
        return List.of(
                "CREATE TABLE IF NOT EXISTS " + runs() + " (run INTEGER NOT NULL PRIMARY KEY, work VARCHAR(16) NOT"
                        + " NULL, state VARCHAR(16) NOT NULL, started VARCHAR(32) NOT NULL, settings VARCHAR(255) NOT"
                        + " NULL, selection VARCHAR(1024) NOT NULL, table_rows BIGINT NOT NULL, planned BIGINT NOT"
                        + " NULL, unrepairable BIGINT NOT NULL, other_columns VARCHAR(64) NOT NULL" + end,
                "CREATE TABLE IF NOT EXISTS " + mappings() + " (run INTEGER NOT NULL, position BIGINT NOT NULL,"
                        + " old_contact_id " + id + " NOT NULL, new_contact_id " + id + " NOT NULL, username " + name
                        + ", domain " + name + ", new_domain " + name + ", cause VARCHAR(32) NOT NULL, state"
                        + " VARCHAR(16), PRIMARY KEY (run, position)" + end,
                "CREATE TABLE IF NOT EXISTS " + chunks() + " (run INTEGER NOT NULL, first_position BIGINT NOT NULL,"
                        + " last_position BIGINT NOT NULL, applied VARCHAR(32) NOT NULL, undone VARCHAR(32),"
                        + " PRIMARY KEY (run, first_position)" + end);
    }

    String selectRuns() {
        return "SELECT run, work, state, started, settings, selection, table_rows, planned, unrepairable, other_columns"
                + " FROM " + runs() + " ORDER BY run";
    }

    String insertRun() {
        return "INSERT INTO " + runs() + " (run, work, state, started, settings, selection, table_rows, planned,"
                + " unrepairable, other_columns) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    }

    String updateState() {
        return "UPDATE " + runs() + " SET state = ? WHERE run = ?";
    }

    String ready() {
        return "UPDATE " + runs() + " SET state = ?, planned = ? WHERE run = ?";
    }

    String deleteRun() {
        return "DELETE FROM " + runs() + " WHERE run = ?";
    }

    String deleteMappings() {
        return "DELETE FROM " + mappings() + " WHERE run = ?";
    }

    String insertMapping() {
        return "INSERT INTO " + mappings() + " (run, " + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    }

    /** PostgreSQL: the same for many rows in its text format. */
    String copyMappings() {
        return "COPY " + mappings() + " (run, " + COLUMNS + ") FROM STDIN";
    }

    /** PostgreSQL: a table that was just filled has no statistics. */
    String analyze() {
        return "ANALYZE " + mappings();
    }

    String insertChunk() {
        return "INSERT INTO " + chunks() + " (run, first_position, last_position, applied) VALUES (?, ?, ?, ?)";
    }

    /** The last position that was applied. */
    String lastPosition() {
        return "SELECT MAX(last_position) FROM " + chunks() + " WHERE run = ?";
    }

    /** The chunks that are applied, the last first. */
    String appliedChunks() {
        return "SELECT first_position, last_position FROM " + chunks()
                + " WHERE run = ? AND undone IS NULL ORDER BY first_position DESC";
    }

    String undoChunk() {
        return "UPDATE " + chunks() + " SET undone = ? WHERE run = ? AND first_position = ?";
    }

    /** Gives the rows of a range their other IDs, or domains too, each only if it is still what was planned for. */
    String move(Direction direction, Work work) {
        String table = location.table();
        boolean domains = work == Work.SET_DOMAIN;
        String join = isAt(direction.from, domains ? direction.fromDomain : Direction.APPLY.fromDomain);
        return switch (kind()) {
            case MYSQL -> "UPDATE " + mappings() + " m STRAIGHT_JOIN " + table + " l ON " + join
                    + " SET l.contact_id = m." + direction.to
                    + (domains ? ", l.domain = CONVERT(m." + direction.toDomain + " USING utf8mb4)" : "")
                    + " WHERE " + RANGE;
            case POSTGRESQL, SQLITE -> "UPDATE " + table + " AS l SET contact_id = m." + direction.to
                    + (domains ? ", domain = m." + direction.toDomain : "")
                    + " FROM " + mappings() + " m WHERE " + RANGE + " AND " + join;
        };
    }

    /** The rows of a range that are not under the ID, and of the domain, that they were to get. */
    String notMoved(Direction direction, Work work) {
        String domain = work == Work.SET_DOMAIN ? direction.toDomain : Direction.APPLY.fromDomain;
        return selectMappings() + " LEFT JOIN " + location.table() + " l ON " + isAt(direction.to, domain)
                + " WHERE " + RANGE + " AND l.contact_id IS NULL ORDER BY m.position";
    }

    /** The rows of a range that are still where they were while the ID to come is another row's. */
    String clashes(Direction direction, Work work) {
        String domain = work == Work.SET_DOMAIN ? direction.fromDomain : Direction.APPLY.fromDomain;
        return selectMappings() + " JOIN " + location.table() + " taken ON taken.contact_id = m." + direction.to
                + " JOIN " + location.table() + " l ON " + isAt(direction.from, domain) + " WHERE " + RANGE
                + " AND m.old_contact_id <> m.new_contact_id ORDER BY m.position";
    }

    /** The IDs of the rows behind a position that were not left, and their positions, in order. */
    String waiting() {
        return "SELECT m.position, " + signed("m.old_contact_id") + ", " + signed("m.new_contact_id") + " FROM "
                + mappings() + " m WHERE m.run = ? AND m.position > ? AND m.state IS NULL ORDER BY m.position";
    }

    /** The positions behind one whose rows are under their new IDs all the same. */
    String movedBeyond() {
        return "SELECT m.position FROM " + mappings() + " m JOIN " + location.table() + " l ON "
                + isAt(Direction.APPLY.to, Direction.APPLY.fromDomain)
                + " WHERE m.run = ? AND m.position > ? AND m.state IS NULL ORDER BY m.position";
    }

    private String selectMappings() {
        return "SELECT m.position, " + signed("m.old_contact_id") + ", " + signed("m.new_contact_id")
                + ", m.username, m.domain, m.new_domain, m.cause FROM " + mappings() + " m";
    }

    private String signed(String column) {
        // the upper half of the unsigned range comes as the bits of a Java long
        return kind() == DatabaseKind.MYSQL ? "CAST(" + column + " AS SIGNED)" : column;
    }

    String markLeft() {
        return "UPDATE " + mappings() + " SET state = ? WHERE run = ? AND position = ?";
    }

    /** How many rows of a range a server has deleted before their turn. */
    String countDeleted() {
        return "SELECT COUNT(*) FROM " + mappings() + " WHERE run = ? AND position BETWEEN ? AND ? AND state = '"
                + DELETED + "'";
    }

    String markRange() {
        return "UPDATE " + mappings() + " SET state = ? WHERE run = ? AND position BETWEEN ? AND ?";
    }

    /** Whether a row has the ID and the names that the mapping says. */
    private String isAt(String id, String domain) {
        return "l.contact_id = m." + id + " AND " + sameName("username", "username") + " AND "
                + sameName("domain", domain);
    }

    /** Byte for byte and NULL for NULL, whatever the columns' collations. */
    private String sameName(String column, String mapped) {
        String name = "l." + column;
        return switch (kind()) {
            case MYSQL -> "CAST(CONVERT(" + name + " USING utf8mb4) AS BINARY) <=> m." + mapped;
            case POSTGRESQL -> name + " IS NOT DISTINCT FROM m." + mapped + " COLLATE \"C\"";
            case SQLITE -> name + " IS m." + mapped + " COLLATE BINARY";
        };
    }

    String distinctIds() {
        return "SELECT COUNT(DISTINCT contact_id) FROM " + location.table();
    }
}
