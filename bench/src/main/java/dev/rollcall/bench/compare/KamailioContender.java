package dev.rollcall.bench.compare;

import dev.rollcall.registrar.sip.Transport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Kamailio with a configuration of our own, its fast allocator, and one worker for the one core that it has.
 *
 * @param program its path
 * @param configuration {@code bench/kamailio/kamailio.cfg}
 */
record KamailioContender(Path program, Path configuration) implements Contender {
    @Override
    public String name() {
        return "Kamailio";
    }

    @Override
    public boolean serves(Workload workload) {
        return workload.transport() == Transport.UDP || workload.transport() == Transport.TCP;
    }

    @Override
    public List<String> command(Place place) {
        Transport transport = place.workload().transport();
        List<String> command = new ArrayList<>(List.of(
                program.toString(), "-f", configuration.toAbsolutePath().toString(), "-DD", "-E",
                "-x", "fm", "-X", "fm", "-m", "3072", "-M", "64", "-Y", place.directory().toString(),
                "-n", "1", "-l", transport.lowerCase() + ":127.0.0.1:" + place.port()));
        if (transport == Transport.TCP) {
            command.addAll(List.of("-N", "1", "-A", "STREAM"));
        }
        switch (place.workload().credentials()) {
            case NONE -> {}
            case LOCAL -> command.addAll(List.of("-A", "DIGEST_SCRIPT"));
            case MARIADB -> command.addAll(List.of("-A", "DIGEST_DB", "-A", "DB_URL=\"" + place.users() + "\""));
        }
        return command;
    }
}
