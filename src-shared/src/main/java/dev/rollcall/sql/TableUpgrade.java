package dev.rollcall.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The tables of an upgrade to {@link LocationSchema#V1013}: the old one, which is only read and renamed; the new one,
 * which is filled beside it; and an empty one that says the new one is ours and not finished. The caller holds the table's
 * {@link TableLock}, moves the rows and decides; a caller that dies leaves tables that the next {@link #of} knows.
 *
 * <p>Every method throws {@link DatabaseException} when the database fails.
 */
public final class TableUpgrade {
    /** How far a table is. */
    public enum Stage {
        /** The table is of an old schema. */
        OLD,
        /** The new table is in its place already; an upgrade that ended there left {@link #finish} to do. */
        SWAPPED,
        /** The table is of schema 1013. */
        CURRENT
    }

    /** OpenSIPS: from this schema on cflags are names, and no bits whose meaning only a script knows. */
    private static final int OLDEST = 1009;

    private final Database database;
    private final LocationStatements statements;
    private final LocationSchema schema;
    private final Stage stage;
    private final boolean unfinished;
    private final List<String> kept;

    private TableUpgrade(
            Database database, LocationStatements statements, LocationSchema schema, Stage stage, boolean unfinished,
            List<String> kept) {
        this.database = database;
        this.statements = statements;
        this.schema = schema;
        this.stage = stage;
        this.unfinished = unfinished;
        this.kept = kept;
    }

    /**
     * Looks at a table and at what is beside it; writes nothing.
     *
     * @throws DatabaseRefusedException when there is no such table, it is older than 1009 or newer than 1013, the
     *     version table and its columns do not go together, or other tables are in the way, with what to do about it
     */
    public static TableUpgrade of(Database database, String table) {
        LocationStatements statements = new LocationStatements(database.kind(), table);
        try (Connection connection = database.connection()) {
            Map<String, String> columns = LocationSchema.columns(connection, statements);
            OptionalInt version = LocationSchema.version(connection, statements);
            version.ifPresent(noted -> LocationSchema.requireKnown(table, noted));
            requireNames(table, columns, version);
            LocationSchema schema = LocationSchema.shape(table, columns);
            int noted = version.orElseThrow(() -> LocationSchema.refused("the version table has no row for the table "
                    + "%s, whose columns are those of schema %d; if that is what it is: INSERT INTO version "
                    + "(table_name, table_version) VALUES ('%1$s', %2$d)", table, schema.version()));
            boolean unfinished = exists(connection, new UpgradeStatements(statements, schema).mark());
            TableUpgrade upgrade = new TableUpgrade(
                    database, statements, schema, stage(table, schema, noted, unfinished), unfinished,
                    kept(connection, statements));
            upgrade.requireRoom(connection);
            return upgrade;
        } catch (SQLException e) {
            throw database.failure("cannot look at table " + table + " of", e);
        }
    }

    private static void requireNames(String table, Map<String, String> columns, OptionalInt version) {
        boolean bits = columns.getOrDefault("cflags", "").contains("INT");
        if (bits || version.isPresent() && version.getAsInt() < OLDEST) {
            throw LocationSchema.refused("the table %s is of schema 1008 or older (%s), where cflags are bits: which "
                    + "flag a bit stands for only the opensips.cfg of that server says, so they cannot be upgraded. "
                    + "Make a new table and let the phones register anew, or turn the bits into names by hand, bring "
                    + "the columns to those of 1009, and run this again",
                    table, bits ? "cflags is a number" : "the version table says " + version.getAsInt());
        }
    }

    private static Stage stage(String table, LocationSchema schema, int noted, boolean unfinished) {
        int newest = LocationSchema.V1013.version();
        if (schema != LocationSchema.V1013 && noted < newest) {
            return Stage.OLD;
        }
        if (schema == LocationSchema.V1013 && (noted == newest || unfinished)) {
            return noted == newest ? Stage.CURRENT : Stage.SWAPPED;
        }
        throw LocationSchema.refused("the version table says %d for the table %s, but its columns are those of schema "
                + "%d; if that is what it is: UPDATE version SET table_version = %3$d WHERE table_name = '%2$s'",
                noted, table, schema.version());
    }

    /** Refuses to go on where tables that nobody said are ours have the names that are needed. */
    private void requireRoom(Connection connection) throws SQLException {
        if (stage != Stage.OLD) {
            return;
        }
        if (!unfinished && exists(connection, names().work().noRows())) {
            throw inTheWay(workTable(), "the new table is made under that name first");
        }
        if (kept.contains(keptTable())) {
            throw inTheWay(keptTable(), "the old table is kept under that name");
        }
    }

    private DatabaseRefusedException inTheWay(String table, String reason) {
        return LocationSchema.refused("there is a table %s already, which this upgrade did not leave unfinished, and "
                + "%s; look what it is, and rename or drop it", table, reason);
    }

    private static List<String> kept(Connection connection, LocationStatements statements) throws SQLException {
        List<String> kept = new ArrayList<>();
        for (LocationSchema old : List.of(LocationSchema.V1009, LocationSchema.V1011)) {
            String name = new UpgradeStatements(statements, old).keptTable();
            if (exists(connection, new LocationStatements(statements.kind(), name).noRows())) {
                kept.add(name);
            }
        }
        return kept;
    }

    private static boolean exists(Connection connection, String select) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery(select).close();
            return true;
        } catch (SQLException e) {
            if (SqlFailures.isMissingTable(e)) {
                return false;
            }
            throw e;
        }
    }

    private UpgradeStatements names() {
        return new UpgradeStatements(statements, schema);
    }

    /** The schema that the table's columns are those of. */
    public LocationSchema schema() {
        return schema;
    }

    /** How far the table is. */
    public Stage stage() {
        return stage;
    }

    /** Whether an earlier upgrade ended before its end and left tables of its own. */
    public boolean isUnfinished() {
        return unfinished;
    }

    /** The name of the new table while it is filled. */
    public String workTable() {
        return names().work().table();
    }

    /** The tables that earlier upgrades kept: those of such names that are there. */
    public List<String> kept() {
        return kept;
    }

    /** The name that an old table gets. */
    public String keptTable() {
        return names().keptTable();
    }

    /** The old table; its rows are read with their {@code id} as contact_id where they have no other. */
    public LocationStore source(ZoneId zone) {
        return new LocationStore(database, statements, zone, schema);
    }

    /** The new table. */
    public LocationStore work(ZoneId zone) {
        return new LocationStore(database, names().work(), zone, LocationSchema.V1013);
    }

    /** Every statement of the upgrade but the rows' own, which is in its place. */
    public List<String> statements() {
        List<String> all = new ArrayList<>();
        if (unfinished) {
            all.add(names().dropWork());
            all.add(names().dropMark());
        }
        all.addAll(names().begin());
        all.add(names().work().insert(LocationSchema.V1013, true));
        all.addAll(names().swap());
        return all;
    }

    /** Makes the new table, empty; what an earlier upgrade left unfinished goes. */
    public void begin() {
        if (unfinished) {
            discard();
        }
        run(names().begin());
    }

    /** Drops the new table and what is beside it. */
    public void discard() {
        run(List.of(names().dropWork(), names().dropMark()));
    }

    /**
     * Puts the new table into the old one's place, which is kept, and notes its version: in one transaction; MySQL
     * swaps in one statement and notes the version in the next.
     */
    public void swap() {
        run(names().swap());
    }

    /** Does what an upgrade left to do that ended with {@link Stage#SWAPPED}. */
    public void finish() {
        run(names().finish());
    }

    /** MySQL commits each such statement by itself. */
    private void run(List<String> sql) {
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String one : sql) {
                    statement.execute(one);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw database.failure("cannot upgrade table " + statements.table() + " of", e);
        }
    }
}
