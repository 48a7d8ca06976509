package dev.rollcall.registrar.config;

import dev.rollcall.modparam.ModParam;
import dev.rollcall.modparam.ParamValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A file that a parameter names. */
final class ReadableFile {
    private ReadableFile() {}

    /** Where it is; nothing where none was set, or one that cannot be read, which is a problem. */
    static Optional<Path> of(
            ModParam<Path> param, ParamValues values, Path workingDirectory, Consumer<String> problems) {
        Optional<Path> path = values.given(param).map(workingDirectory::resolve);
        Optional<Path> readable = path.filter(p -> Files.isRegularFile(p) && Files.isReadable(p));
        if (path.isPresent() && readable.isEmpty()) {
            problems.accept(values.describe(param) + ": "
                    + (Files.exists(path.get()) ? "it cannot be read" : "there is no such file"));
        }
        return readable;
    }
}
