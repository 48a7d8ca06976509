package dev.rollcall.bench.compare;

import dev.rollcall.registrar.sip.Transport;
import java.nio.file.Path;
import java.util.List;

/**
 * OpenSIPS with a configuration of our own, its fast allocator, and one worker. Over UDP without passwords only: one of
 * its processes does all of TCP's reading, and costs ten times as much there.
 *
 * @param program its path
 * @param configuration {@code bench/opensips/opensips.cfg}
 */
record OpenSipsContender(Path program, Path configuration) implements Contender {
    @Override
    public String name() {
        return "OpenSIPS";
    }

    @Override
    public boolean serves(Workload workload) {
        return workload.transport() == Transport.UDP && !workload.authenticated();
    }

    @Override
    public List<String> command(Place place) {
        return List.of(
                program.toString(), "-F", "-f", configuration.toAbsolutePath().toString(), "-a", "F_MALLOC",
                "-m", "3072", "-M", "64", "-w", place.directory().toString(),
                "-n", "1", "-l", "udp:127.0.0.1:" + place.port());
    }
}
