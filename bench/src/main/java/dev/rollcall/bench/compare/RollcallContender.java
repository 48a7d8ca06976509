package dev.rollcall.bench.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rollcall as {@code java -jar} starts it.
 *
 * @param name tells two versions apart
 * @param jar the registrar
 * @param java the {@code java} that runs it
 * @param javaOptions for it; none, unless a flag is what is measured
 * @param settings {@code name=value}s for {@code --set}
 */
record RollcallContender(String name, Path jar, Path java, List<String> javaOptions, List<String> settings)
        implements Contender {
    /** The setting that keeps the table in memory and nowhere else. */
    static final String IN_MEMORY = "usrloc.working_mode_preset=single-instance-no-db";

    @Override
    public boolean serves(Workload workload) {
        return true;
    }

    @Override
    public List<String> command(Place place) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-jar", jar.toAbsolutePath().toString(),
                "--listen", place.workload().transport().lowerCase() + ":127.0.0.1:" + place.port()));
        if (place.workload().authenticated()) {
            // the other servers offer MD5 alone; so the generator chooses it here, too
            command.addAll(List.of("--set", "rollcall.auth=1", "--set", "rollcall.offer_sha256=0"));
        }
        switch (place.workload().credentials()) {
            case NONE -> {}
            case LOCAL -> command.addAll(List.of("--set", "rollcall.credentials_file=" + place.users()));
            case MARIADB -> command.addAll(List.of("--set", "auth_db.db_url=" + place.users()));
        }
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        return command;
    }
}
