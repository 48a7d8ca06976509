package dev.rollcall.sql;

import dev.rollcall.sql.JournalStatements.Direction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * What repairs did to a table, beside it in the same database: each run with its settings, every old ID with its new
 * one, and the chunks that are committed. It is written before the table and with it, so that a run that was killed
 * goes on where it was, and one that has ended can be taken back. The caller holds the table's {@link TableLock}.
 *
 * <p>Every method throws {@link DatabaseException} when the database fails.
 */
public final class RepairJournal {
    /** Few enough for others not to wait long for the rows, many enough for the commits not to count. */
    private static final int SERVER_CHUNK_ROWS = 10_000;
    /** Every chunk writes most pages of the table anew; who else writes waits for it, some seconds. */
    private static final int SQLITE_CHUNK_ROWS = 250_000;

    private final Database database;
    private final JournalStatements statements;

    /** The journal of a table; nothing is looked at yet. */
    public RepairJournal(LocationStore store) {
        this.database = store.database();
        this.statements = new JournalStatements(new LocationStatements(database.kind(), store.table()));
    }

    /** How many rows of a run are best moved in one transaction. */
    public int chunkRows() {
        return chunkRows(database.kind());
    }

    /** How many rows of a run are best moved in one transaction of such a database. */
    public static int chunkRows(DatabaseKind kind) {
        return kind == DatabaseKind.SQLITE ? SQLITE_CHUNK_ROWS : SERVER_CHUNK_ROWS;
    }

    /** Every run, by number; none where there is no journal yet. */
    public List<JournalRun> runs() {
        List<JournalRun> runs = new ArrayList<>();
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(statements.selectRuns())) {
            while (rows.next()) {
                runs.add(new JournalRun(
                        rows.getInt(1), JournalRun.Work.valueOf(rows.getString(2).toUpperCase(Locale.ROOT)),
                        JournalRun.State.valueOf(rows.getString(3).toUpperCase(Locale.ROOT)), rows.getString(4),
                        rows.getString(5), rows.getString(6), rows.getLong(7), rows.getLong(8), rows.getLong(9),
                        rows.getString(10)));
            }
        } catch (SQLException e) {
            if (!SqlFailures.isMissingTable(e)) {
                throw failure("read", e);
            }
        }
        return runs;
    }

    /**
     * Notes a new run, in the state {@link JournalRun.State#PLANNING}, and forgets one that did not get further. The
     * tables are made where they are missing.
     */
    public JournalRun begin(
            JournalRun.Work work, String settings, String selection, long tableRows, long unrepairable,
            String otherColumns) {
        create();
        List<JournalRun> runs = runs();
        runs.stream().filter(run -> run.state() == JournalRun.State.PLANNING).forEach(this::forget);
        int number = 1 + runs.stream()
                .filter(run -> run.state() != JournalRun.State.PLANNING)
                .mapToInt(JournalRun::number).max().orElse(0);
        JournalRun run = new JournalRun(
                number, work, JournalRun.State.PLANNING, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                settings, selection, tableRows, 0, unrepairable, otherColumns);
        update(statements.insertRun(), statement -> {
            statement.setInt(1, run.number());
            statement.setString(2, text(run.work()));
            statement.setString(3, text(run.state()));
            statement.setString(4, run.started());
            statement.setString(5, run.settings());
            statement.setString(6, run.selection());
            statement.setLong(7, run.tableRows());
            statement.setLong(8, run.planned());
            statement.setLong(9, run.unrepairable());
            statement.setString(10, run.otherColumns());
        });
        return run;
    }

    private void create() {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements.create()) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw failure("make", e);
        }
    }

    /** Takes a run out of the journal that has not written the table. */
    public void forget(JournalRun run) {
        for (String delete : List.of(statements.deleteMappings(), statements.deleteRun())) {
            update(delete, statement -> statement.setInt(1, run.number()));
        }
    }

    /**
     * Writes the mapping of a run, whole. From then on it is in the state {@link JournalRun.State#APPLYING}, but for a
     * run that is applied as one.
     */
    public JournalRun load(JournalRun run, Iterator<IdMapping> mappings) {
        JournalRun.State state = run.work() == JournalRun.Work.REPAIR ? JournalRun.State.APPLYING : run.state();
        LocationColumns columns = new LocationColumns(database.kind(), LocationSchema.V1013, ZoneOffset.UTC);
        long[] planned = new long[1];
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            new JournalLoad(connection, statements, columns, run.number()).load(counted(mappings, planned));
            if (database.kind() == DatabaseKind.POSTGRESQL) {
                try (Statement analyze = connection.createStatement()) {
                    analyze.execute(statements.analyze());
                }
            }
            try (PreparedStatement ready = connection.prepareStatement(statements.ready())) {
                ready.setString(1, text(state));
                ready.setLong(2, planned[0]);
                ready.setInt(3, run.number());
                ready.executeUpdate();
            }
            connection.commit();
        } catch (SQLException e) {
            throw failure("write", e);
        }
        return run.in(state).withPlanned(planned[0]);
    }

    private static Iterator<IdMapping> counted(Iterator<IdMapping> mappings, long[] count) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return mappings.hasNext();
            }

            @Override
            public IdMapping next() {
                count[0]++;
                return mappings.next();
            }
        };
    }

    /** Notes how far a run is. */
    public JournalRun note(JournalRun run, JournalRun.State state) {
        update(statements.updateState(), statement -> {
            statement.setString(1, text(state));
            statement.setInt(2, run.number());
        });
        return run.in(state);
    }

    /** How far the mapping of a run was applied: 0 where it was not. */
    public long lastPosition(JournalRun run) {
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(statements.lastPosition())) {
            statement.setInt(1, run.number());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw failure("read", e);
        }
    }

    /** The chunks of a run that are in force, the last first. */
    public List<JournalChunk> appliedChunks(JournalRun run) {
        List<JournalChunk> chunks = new ArrayList<>();
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(statements.appliedChunks())) {
            statement.setInt(1, run.number());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    chunks.add(new JournalChunk(rows.getLong(1), rows.getLong(2)));
                }
            }
        } catch (SQLException e) {
            throw failure("read", e);
        }
        return chunks;
    }

    /** The statement that gives the rows of a chunk their new IDs; the three values are the run and its positions. */
    public static String statement(DatabaseKind kind, String table) {
        return new JournalStatements(new LocationStatements(kind, table))
                .move(Direction.APPLY, JournalRun.Work.REPAIR);
    }

    /** The rows of an applied chunk that are not under their new ID, or not of their name, any more. */
    public List<IdMapping> changedSince(JournalRun run, JournalChunk chunk) {
        try (Connection connection = database.connection()) {
            return new ChunkMove(connection, statements, database.failures(), Direction.APPLY, run)
                    .notMoved(chunk.first(), chunk.last());
        } catch (SQLException e) {
            throw failure("read", e);
        }
    }

    /** How many different IDs the table holds. */
    public long distinctIds() {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(statements.distinctIds())) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw failure("read", e);
        }
    }

    /** The rows of a run that has just been written down, for a server that writes the table meanwhile. */
    public MovingRows moving(JournalRun run) {
        return read(() -> new RunRows(database, statements, run, 0).all());
    }

    /**
     * As {@link #moving}, of a run that was begun before: the rows that it has not gone through. A row whose new ID
     * somebody else took meanwhile is left to the run.
     */
    public MovingRows movingOn(JournalRun run) {
        long done = lastPosition(run);
        return read(() -> new RunRows(database, statements, run, done).left());
    }

    /** What a server moved of a run before the run came to it: parts that no chunk has noted, in order. */
    public List<JournalChunk> movedBeyond(JournalRun run) {
        long done = lastPosition(run);
        return done == run.planned() ? List.of() : read(() -> new RunRows(database, statements, run, done).moved());
    }

    /** How many rows of a part a server has deleted before their turn. */
    public long deleted(JournalRun run, JournalChunk part) {
        return read(() -> new RunRows(database, statements, run, 0).deleted(part));
    }

    /** Asks the database something. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws SQLException;
    }

    private <T> T read(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            throw failure("read", e);
        }
    }

    /** What gives the rows of a run their new IDs. */
    public ChunkWriter applying(JournalRun run) {
        return new ChunkWriter(database, statements, Direction.APPLY, run, null);
    }

    /** As {@link #applying(JournalRun)}, while a server writes the table. */
    public ChunkWriter applying(JournalRun run, MovingRows moving) {
        return new ChunkWriter(database, statements, Direction.APPLY, run, moving);
    }

    /** What gives the rows of a run their old IDs back. */
    public ChunkWriter undoing(JournalRun run) {
        return new ChunkWriter(database, statements, Direction.UNDO, run, null);
    }

    /** Binds the values of a statement. */
    @FunctionalInterface
    private interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private void update(String sql, Binder binder) {
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            binder.bind(statement);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failure("write", e);
        }
    }

    static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private DatabaseException failure(String verb, SQLException e) {
        return database.failure("cannot " + verb + " the journal of repairs of table "
                + statements.location().table() + " in", e);
    }
}
