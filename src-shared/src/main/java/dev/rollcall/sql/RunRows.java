package dev.rollcall.sql;

import dev.rollcall.sql.JournalStatements.Direction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of a run behind a position, as the journal has them and as the table is.
 *
 * @param done how far the run has gone
 */
record RunRows(Database database, JournalStatements statements, JournalRun run, long done) {
    /** All of them, of a table that is as it was when they were planned. */
    MovingRows all() throws SQLException {
        return moving(List.of(), Set.of());
    }

    /** What is left of them: not what was moved already, nor what somebody else is in the way of. */
    MovingRows left() throws SQLException {
        return moving(moved(), clashes());
    }

    private MovingRows moving(List<JournalChunk> moved, Set<Long> clashes) throws SQLException {
        int most = Math.toIntExact(run.planned() - done);
        int[] positions = new int[most];
        long[] oldIds = new long[most];
        long[] newIds = new long[most];
        BitSet waiting = new BitSet();
        int[] count = new int[1];
        RowStream.read(database, statements.waiting(), this::bind, row -> {
            int position = Math.toIntExact(row.getLong(1));
            waiting.set(position);
            if (!clashes.contains((long) position)) {
                positions[count[0]] = position;
                oldIds[count[0]] = row.getLong(2);
                newIds[count[0]++] = row.getLong(3);
            }
        });
        // their IDs stay known: a server that deletes one of them notes that
        moved.forEach(part -> waiting.clear((int) part.first(), (int) part.last() + 1));
        return new MovingRows(run, done, waiting, Arrays.copyOf(positions, count[0]),
                Arrays.copyOf(oldIds, count[0]), Arrays.copyOf(newIds, count[0]));
    }

    private void bind(PreparedStatement statement) throws SQLException {
        statement.setInt(1, run.number());
        statement.setLong(2, done);
    }

    private Set<Long> clashes() throws SQLException {
        try (Connection connection = database.connection()) {
            return new ChunkMove(connection, statements, database.failures(), Direction.APPLY, run)
                    .clashes(done + 1, run.planned()).stream()
                    .map(IdMapping::position)
                    .collect(Collectors.toSet());
        }
    }

    /** Those that are under their new IDs all the same, in order. */
    List<JournalChunk> moved() throws SQLException {
        List<JournalChunk> parts = new ArrayList<>();
        RowStream.read(database, statements.movedBeyond(), this::bind, row ->
                JournalChunk.append(parts, row.getLong(1)));
        return parts;
    }

    /** How many of a part were left as they are, or deleted by a server before their turn. */
    long countLeft(JournalChunk part) throws SQLException {
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(statements.countLeft())) {
            statement.setInt(1, run.number());
            statement.setLong(2, part.first());
            statement.setLong(3, part.last());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
