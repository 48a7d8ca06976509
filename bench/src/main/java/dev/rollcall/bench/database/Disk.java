package dev.rollcall.bench.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a commit waits for: a block that is forced to the disk. */
final class Disk {
    private static final int BLOCK = 4096;
    private static final int WRITES = 200;

    private Disk() {}

    /** The time of each of some writes behind one another, in nanoseconds. */
    static long[] forced(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "fsync", null);
        long[] nanos = new long[WRITES];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < WRITES; i++) {
                long start = System.nanoTime();
                channel.write(ByteBuffer.allocate(BLOCK));
                channel.force(false);
                nanos[i] = System.nanoTime() - start;
            }
        } finally {
            Files.delete(file);
        }
        return nanos;
    }
}
