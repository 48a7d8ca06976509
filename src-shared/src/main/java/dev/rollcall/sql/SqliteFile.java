package dev.rollcall.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the bytes of a SQLite file say before it is opened. */
final class SqliteFile {
    /** SQLite's file format: the versions that a writer and a reader must know; 2 is WAL. */
    private static final int WRITE_VERSION = 18;
    private static final int READ_VERSION = 19;
    private static final byte WAL = 2;

    private SqliteFile() {}

    /** Whether a file is in WAL mode and no process has it open, nor was killed while it had. */
    static boolean isWalAtRest(Path file) {
        if (Files.exists(file.resolveSibling(file.getFileName() + "-wal"))) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] header = in.readNBytes(READ_VERSION + 1);
            return header.length > READ_VERSION && header[WRITE_VERSION] == WAL && header[READ_VERSION] == WAL;
        } catch (IOException e) {
            // whoever opens it finds out why
            return false;
        }
    }
}
