package dev.rollcall.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What keeps two repairs of one table apart, also on two machines: held by one program at a time, and free again when
 * that program ends, killed or not. It keeps nobody else from the table. A lock of another name does the same for
 * servers of one SQLite file.
 *
 * <p>MySQL and PostgreSQL: a lock of that name in the server, on a connection of its own. SQLite: a locked file beside
 * the database's, {@code FILE-repair.lock}, since a lock inside the database would end with each transaction.
 */
public interface TableLock extends AutoCloseable {
    /** A repair that was killed a moment ago may still be known to the server. */
    Duration WAIT = Duration.ofSeconds(5);

    /** The pause between two attempts. */
    Duration PAUSE = Duration.ofMillis(100);

    /**
     * Takes the lock of a table, waiting five seconds at most.
     *
     * @return empty where another program keeps it, or the thread was interrupted
     * @throws DatabaseException when the database fails
     */
    static Optional<TableLock> acquire(Database database, String table) {
        return awaited(() -> attempt(database, table));
    }

    /**
     * Takes the place of the one server that writes a SQLite file ({@code FILE-server.lock}), waiting five seconds at
     * most: one that was told to stop may still be writing.
     *
     * @return empty where another program keeps it, or the thread was interrupted
     * @throws DatabaseException when the directory takes no file
     */
    static Optional<TableLock> serve(Database database) {
        return awaited(() -> attemptBeside(database, "-server.lock"));
    }

    /** Whether a registrar serves from a SQLite file at this moment. */
    static boolean isServed(Database database) {
        Optional<TableLock> lock = attemptBeside(database, "-server.lock");
        lock.ifPresent(TableLock::close);
        return lock.isEmpty();
    }

    private static Optional<TableLock> awaited(Supplier<Optional<TableLock>> attempt) {
        long start = System.nanoTime();
        Optional<TableLock> lock = attempt.get();
        while (lock.isEmpty() && System.nanoTime() - start < WAIT.toNanos()) {
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            lock = attempt.get();
        }
        return lock;
    }

    private static Optional<TableLock> attempt(Database database, String table) {
        if (database.kind() == DatabaseKind.SQLITE) {
            return attemptBeside(database, "-repair.lock");
        }
        try {
            return SessionTableLock.attempt(database, table);
        } catch (SQLException e) {
            throw database.failure("cannot lock table " + table + " of", e);
        }
    }

    private static Optional<TableLock> attemptBeside(Database database, String suffix) {
        try {
            return FileTableLock.attempt(Path.of(database.url().file() + suffix));
        } catch (IOException e) {
            throw new DatabaseRefusedException("cannot lock the SQLite database " + database.url()
                    + ": its directory takes no file: " + e.getMessage(), e);
        }
    }

    /** Gives the lock back. */
    @Override
    void close();
}
