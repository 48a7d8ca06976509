package dev.rollcall.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A fresh temporary directory of this process, removed at its end. */
final class ServerDirectory {
    private ServerDirectory() {}

    /** Makes the directory; at the end of the process what runs in it is stopped and it is removed. */
    static Path create(String prefix, AutoCloseable server) throws IOException {
        Path directory = Files.createTempDirectory(prefix);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
            } catch (Exception e) {
                System.err.println("cannot stop what runs in " + directory + ": " + e);
            }
            delete(directory);
        }, "remove-" + directory.getFileName()));
        return directory;
    }

    static void delete(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("cannot remove " + directory + ": " + e);
        }
    }
}
