package dev.rollcall.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableLockTest {
    private static final String ALL = "dev.rollcall.testing.TestDatabase#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void acquire_heldByAnother_emptyUntilGivenBack(TestDatabase test) {
        try (Database one = test.open(Database.Access.CREATE);
                Database other = test.open(Database.Access.CREATE)) {
            TableLock held = TableLock.acquire(one, "location").orElseThrow();
            assertEquals(Optional.empty(), TableLock.acquire(other, "location"));
            TableLock elsewhere = TableLock.acquire(other, test.kind() == DatabaseKind.SQLITE ? "x" : "location2")
                    .orElse(null);
            assertEquals(test.kind() == DatabaseKind.SQLITE, elsewhere == null, "SQLite's lock is the whole file's");
            held.close();
            Optional<TableLock> next = TableLock.acquire(other, "location");
            assertTrue(next.isPresent());
            next.get().close();
        }
    }

    @Test
    void close_sqlite_leavesNoFile() throws Exception {
        try (TestDatabase test = TestDatabase.of(DatabaseKind.SQLITE);
                Database database = test.open(Database.Access.CREATE)) {
            Path file = Path.of(database.url().file() + "-repair.lock");
            TableLock lock = TableLock.acquire(database, "location").orElseThrow();
            assertTrue(Files.exists(file));
            lock.close();
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void acquire_fileLeftByAKilledProcess_taken() throws Exception {
        try (TestDatabase test = TestDatabase.of(DatabaseKind.SQLITE);
                Database database = test.open(Database.Access.CREATE)) {
            Files.writeString(Path.of(database.url().file() + "-repair.lock"), "left behind");
            Optional<TableLock> lock = TableLock.acquire(database, "location");
            assertTrue(lock.isPresent());
            lock.get().close();
        }
    }

    @Test
    void serve_sqliteFileThatIsServed_refusedUntilGivenBackAndKeepsNoRepairOut() throws Exception {
        try (TestDatabase test = TestDatabase.of(DatabaseKind.SQLITE);
                Database one = test.open(Database.Access.CREATE);
                Database other = test.open(Database.Access.CREATE)) {
            assertFalse(TableLock.isServed(other));
            TableLock server = TableLock.serve(one).orElseThrow();
            assertTrue(TableLock.isServed(other));
            assertEquals(Optional.empty(), TableLock.serve(other));
            TableLock.acquire(one, "location").orElseThrow().close();
            server.close();
            assertFalse(TableLock.isServed(other));
            TableLock.serve(other).orElseThrow().close();
        }
    }
}
