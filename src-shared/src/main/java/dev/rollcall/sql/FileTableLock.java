package dev.rollcall.sql;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * A lock that is a locked file, deleted when it is given back.
 *
 * <p>POSIX takes a process' locks of a file away as soon as that process closes the file, through whichever channel. So
 * the channels are closed together, at the end, and a process takes one lock of a file at a time.
 */
final class FileTableLock implements TableLock {
    /** Where the lock is, behind all that is written: some systems let nobody else read what is locked. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path file;
    private final FileChannel channel;
    /** Opened by name once the lock is held, to see whether the name still means the locked file. */
    private FileChannel named;

    private FileTableLock(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    static Optional<TableLock> attempt(Path file) throws IOException {
        FileTableLock lock = new FileTableLock(file);
        boolean locked = false;
        try {
            locked = lock.isLocked() && lock.isAtPath();
        } finally {
            if (!locked) {
                lock.closeChannels();
            }
        }
        return locked ? Optional.of(lock) : Optional.empty();
    }

    private boolean isLocked() throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very process holds it
        }
    }

    /** Whether the locked file is still the one of that name, and not one that its holder deleted meanwhile. */
    private boolean isAtPath() throws IOException {
        ByteBuffer mark = ByteBuffer.wrap(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        channel.truncate(0);
        channel.write(mark.duplicate(), 0);
        try {
            named = FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            return false;
        }
        ByteBuffer found = ByteBuffer.allocate(mark.capacity());
        named.read(found, 0);
        return found.flip().equals(mark);
    }

    private void closeChannels() throws IOException {
        try (channel) {
            if (named != null) {
                named.close();
            }
        }
    }

    @Override
    public void close() {
        try {
            try {
                Files.deleteIfExists(file);
            } finally {
                closeChannels();
            }
        } catch (IOException e) {
            // the file stays behind unlocked: the next repair takes it as it is
        }
    }
}
