package dev.rollcall.sql;

import dev.rollcall.sql.JournalStatements.Direction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Applies the chunks of a run, or takes them back, each in a transaction that also notes it in the journal. Keeps one
 * connection. Not thread-safe.
 */
public final class ChunkWriter implements AutoCloseable {
    /**
     * SQLite: rows move to random places of the table, and a page that is not in the cache any more is written once
     * more for each.
     */
    private static final int SQLITE_CACHE_KIB = 256 * 1024;
    /** Rows of one statement, where a transaction has many. */
    private static final int STATEMENT_ROWS = 10_000;

    private final Database database;
    private final JournalStatements statements;
    private final Direction direction;
    private final JournalRun run;
    /** What a server is to know of the rows that it writes meanwhile; null where none does. */
    private final MovingRows moving;
    private final Connection connection;

    ChunkWriter(
            Database database, JournalStatements statements, Direction direction, JournalRun run, MovingRows moving) {
        this.database = database;
        this.statements = statements;
        this.direction = direction;
        this.run = run;
        this.moving = moving;
        this.connection = database.connection();
        try {
            setCache(moving == null ? SQLITE_CACHE_KIB : DriverProperties.SQLITE_CACHE_KIB);
        } catch (SQLException e) {
            close();
            throw failure(e);
        }
    }

    /**
     * Moves the rows of a chunk and notes it, as one.
     *
     * @return the rows that were left as they are
     * @throws DatabaseException when the database fails; nothing of the chunk is done then, or, where the connection
     *     was lost in the middle of a commit, all of it
     */
    public List<LeftRow> write(JournalChunk chunk) {
        if (moving == null) {
            return writeAlone(chunk);
        }
        moving.lock();
        try {
            List<LeftRow> left = writeAlone(chunk);
            moving.applied(chunk.last(), left.size());
            return left;
        } finally {
            moving.unlock();
        }
    }

    private List<LeftRow> writeAlone(JournalChunk chunk) {
        ChunkMove move = new ChunkMove(connection, statements, database.failures(), direction, run);
        try {
            connection.setAutoCommit(false);
            move.move(chunk.first(), chunk.last());
            note(chunk);
            connection.commit();
            // SQLite's driver begins the next transaction with the end of the last, and keeps all others from writing
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw failure(e);
        }
        return move.left();
    }

    /**
     * Moves all rows of a run and notes it as applied, as one, or nothing where a row is not what was planned for.
     *
     * @param progress is told how many rows have been gone through
     * @return the rows in the way; nothing is written where there is one
     * @throws DatabaseException as {@link #write} does
     */
    public List<LeftRow> writeWhole(LongConsumer progress) {
        ChunkMove move = new ChunkMove(connection, statements, database.failures(), direction, run);
        try {
            connection.setAutoCommit(false);
            long done = 0;
            while (done < run.planned() && move.left().isEmpty()) {
                long last = Math.min(done + STATEMENT_ROWS, run.planned());
                move.move(done + 1, last);
                done = last;
                progress.accept(done);
            }
            if (!move.left().isEmpty()) {
                connection.rollback();
                return move.left();
            }
            note(new JournalChunk(1, run.planned()));
            noteApplied();
            connection.commit();
        } catch (SQLException e) {
            throw failure(e);
        }
        return List.of();
    }

    private void noteApplied() throws SQLException {
        try (PreparedStatement note = connection.prepareStatement(statements.updateState())) {
            note.setString(1, RepairJournal.text(JournalRun.State.APPLIED));
            note.setInt(2, run.number());
            note.executeUpdate();
        }
    }

    private void note(JournalChunk chunk) throws SQLException {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        boolean apply = direction == Direction.APPLY;
        try (PreparedStatement note = connection.prepareStatement(
                apply ? statements.insertChunk() : statements.undoChunk())) {
            if (apply) {
                note.setInt(1, run.number());
                note.setLong(2, chunk.first());
                note.setLong(3, chunk.last());
                note.setString(4, now);
            } else {
                note.setString(1, now);
                note.setInt(2, run.number());
                note.setLong(3, chunk.first());
            }
            note.executeUpdate();
        }
    }

    private DatabaseException failure(SQLException e) {
        return database.failure("cannot write table " + statements.location().table() + " of", e);
    }

    private void setCache(int kib) throws SQLException {
        if (database.kind() == DatabaseKind.SQLITE) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA cache_size = " + -kib);
            }
        }
    }

    /** Undoes what was not committed and gives the connection back. */
    @Override
    public void close() {
        try {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            setCache(DriverProperties.SQLITE_CACHE_KIB);
        } catch (SQLException e) {
            // the database undoes what a broken connection holds
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // the connection is broken, and the pool drops it
        }
    }
}
