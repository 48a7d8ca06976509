package dev.rollcall.migrator;

import dev.rollcall.spill.SpillDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option of commands that sort more rows than fit into memory. A mixin of picocli. */
final class SpillOptions {
    @Option(names = "--temp-dir", paramLabel = "DIR", description =
            "Where rows go that do not fit into memory while they are compared: some 40 bytes a row for an inspection"
                    + " of more than a million rows, some 160 for a repair of more than 200 000. Whether there is room is"
                    + " looked at before. Default: the system's own directory for temporary files")
    private Path directory;

    /** @throws RefusedException where the directory that was named takes no files */
    SpillDirectory directory() {
        if (directory == null) {
            return SpillDirectory.ofSystem();
        }
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw new RefusedException("--temp-dir " + directory + " is not a directory that this user may write in");
        }
        return new SpillDirectory(directory);
    }
}
