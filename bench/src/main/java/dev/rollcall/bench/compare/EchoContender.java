package dev.rollcall.bench.compare;

import dev.rollcall.registrar.sip.Transport;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A server that answers 200 and does nothing else: what the way there and back costs.
 *
 * @param program a command that takes {@code udp|tcp PORT} as its last arguments
 * @param name tells the floor of the kernel (a program in C) from that of Java
 */
record EchoContender(List<String> program, String name) implements Contender {
    /** An echo in C or the like, which leaves nothing but the kernel's share. */
    static EchoContender external(String command) {
        return new EchoContender(List.of(command.split(" ")), "echo");
    }

    /** One of our own; it pays for Java as well, so it is no floor for servers in C. */
    static EchoContender own(String java, String classPath) {
        // a server has a working directory of its own
        String absolute = Arrays.stream(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return new EchoContender(List.of(java, "-cp", absolute, EchoServer.class.getName()), "echo in Java");
    }

    @Override
    public boolean serves(Workload workload) {
        return !workload.authenticated()
                && (workload.transport() == Transport.UDP || workload.transport() == Transport.TCP);
    }

    @Override
    public List<String> command(Place place) {
        List<String> command = new ArrayList<>(program);
        command.add(place.workload().transport().lowerCase());
        command.add(Integer.toString(place.port()));
        return command;
    }
}
