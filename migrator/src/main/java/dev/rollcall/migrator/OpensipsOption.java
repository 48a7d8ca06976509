package dev.rollcall.migrator;

import dev.rollcall.modparam.Setting;
import dev.rollcall.opensipscfg.OpensipsCfg;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The option that takes from OpenSIPS' configuration where its table is. A mixin of picocli. */
final class OpensipsOption {
    @Option(names = "--opensips-cfg", paramLabel = "FILE", description =
            "Take the database, table, use_domain and hash_size from OpenSIPS' own configuration. Other options win.")
    private Path file;

    /**
     * What the file says of the table; nothing where the option was not given.
     *
     * @param others what other options say, which settle what the file says in two ways
     * @param err gets a line for each thing that was taken
     * @param problems gets a sentence for each thing that is wrong
     */
    List<Setting> settings(List<Setting> others, PrintWriter err, Consumer<String> problems) {
        if (file == null) {
            return List.of();
        }
        OpensipsCfg read = OpensipsCfg.read(file, Path.of(""), problems).ofTable();
        read.settings().forEach(setting -> err.println("Taken: " + setting));
        read.openConflicts(others).forEach(problems);
        return read.settings();
    }
}
