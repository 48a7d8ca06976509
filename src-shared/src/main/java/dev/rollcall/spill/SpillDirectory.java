package dev.rollcall.spill;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A directory for temporary files. They have no name any more once they are open, so that a process that is killed
 * leaves none behind.
 *
 * @param path the directory
 */
public record SpillDirectory(Path path) {
    private static final int MEGABYTE_BITS = 20;

    /** The directory that the system has for temporary files. */
    public static SpillDirectory ofSystem() {
        return new SpillDirectory(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Looks whether so much may be written, before any of it is.
     *
     * @throws SpillException where the directory has less room, or there is none
     */
    public void requireRoom(long bytes) {
        long free;
        try {
            free = Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
            throw failure("cannot be used: " + e, e);
        }
        if (free < bytes) {
            throw failure("has " + megabytes(free) + " MB free and " + megabytes(bytes) + " MB are needed", null);
        }
    }

    private static long megabytes(long bytes) {
        return (bytes >> MEGABYTE_BITS) + 1;
    }

    FileChannel open() {
        try {
            Path file = Files.createTempFile(path, "rollcall-sort-", ".tmp");
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            Files.deleteIfExists(file);
            return channel;
        } catch (IOException e) {
            throw failure("takes no file: " + e, e);
        }
    }

    SpillException failure(String reason, IOException cause) {
        return new SpillException("the directory for temporary files, " + path + ", " + reason
                + "; name another one with --temp-dir", cause);
    }
}
