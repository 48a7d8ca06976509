package dev.rollcall.sql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes the mapping of a run, as fast as the database takes it: some ten thousand rows a transaction. */
final class JournalLoad {
    private static final int ROWS_OF_A_TRANSACTION = 50_000;
    private static final int ROWS_OF_A_BATCH = 5_000;

    private final Connection connection;
    private final JournalStatements statements;
    private final LocationColumns columns;
    private final int run;

    JournalLoad(Connection connection, JournalStatements statements, LocationColumns columns, int run) {
        this.connection = connection;
        this.statements = statements;
        this.columns = columns;
        this.run = run;
    }

    /** Writes all of them; the connection commits only when it is told. */
    void load(Iterator<IdMapping> mappings) throws SQLException {
        List<IdMapping> rows = new ArrayList<>(ROWS_OF_A_BATCH);
        long written = 0;
        while (mappings.hasNext()) {
            rows.add(mappings.next());
            if (rows.size() == ROWS_OF_A_BATCH || !mappings.hasNext()) {
                write(rows);
                written += rows.size();
                rows.clear();
                if (written % ROWS_OF_A_TRANSACTION == 0 || !mappings.hasNext()) {
                    connection.commit();
                }
            }
        }
    }

    private void write(List<IdMapping> rows) throws SQLException {
        if (statements.location().kind() == DatabaseKind.POSTGRESQL) {
            copy(rows);
        } else {
            insert(rows);
        }
    }

    private void insert(List<IdMapping> rows) throws SQLException {
        boolean bytes = statements.location().kind() == DatabaseKind.MYSQL;
        try (PreparedStatement insert = connection.prepareStatement(statements.insertMapping())) {
            for (IdMapping row : rows) {
                insert.setInt(1, run);
                insert.setLong(2, row.position());
                columns.bindId(insert, 3, row.oldId());
                columns.bindId(insert, 4, row.newId());
                if (bytes) {
                    insert.setBytes(5, utf8(row.username()));
                    insert.setBytes(6, utf8(row.domain()));
                    insert.setBytes(7, utf8(row.newDomain()));
                } else {
                    insert.setString(5, row.username());
                    insert.setString(6, row.domain());
                    insert.setString(7, row.newDomain());
                }
                insert.setString(8, row.cause());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static byte[] utf8(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private void copy(List<IdMapping> rows) throws SQLException {
        StringBuilder lines = new StringBuilder();
        for (IdMapping row : rows) {
            lines.append(run).append('\t').append(row.position()).append('\t')
                    .append(row.oldId()).append('\t').append(row.newId()).append('\t');
            TabText.append(lines, row.username());
            lines.append('\t');
            TabText.append(lines, row.domain());
            lines.append('\t');
            TabText.append(lines, row.newDomain());
            lines.append('\t').append(row.cause()).append('\n');
        }
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statements.copyMappings());
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
