package dev.rollcall.bench.compare;

import dev.rollcall.registrar.sip.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The generator {@code regload}, a program in C beside this project: what the peers' figures were made with.
 *
 * @param program its path
 */
record RegloadGenerator(String program) implements Generator {
    @Override
    public String name() {
        return "regload";
    }

    @Override
    public boolean sends(Workload workload) {
        return workload.transport() == Transport.UDP || workload.transport() == Transport.TCP;
    }

    @Override
    public Measurement run(Order order, Cores cores) throws IOException, InterruptedException {
        JsonNumbers result = new JsonNumbers(Command.output(cores.pin(command(order))));
        long registered = (long) result.get("ok");
        if (registered == 0) {
            throw new IOException("no REGISTER was answered 200 by the server on port " + order.port());
        }
        return new Measurement(
                registered, order.count() - registered, result.get("wall_s"),
                result.get("server_cpu_s"), result.get("own_cpu_s"),
                result.get("p50"), result.get("p99"), result.get("p999"), result.get("max"));
    }

    private List<String> command(Order order) {
        List<String> command = new ArrayList<>(List.of(
                program, "--json",
                "--target", "127.0.0.1:" + order.port(),
                "--transport", order.workload().transport().lowerCase(),
                "--conns", Integer.toString(order.workload().connections()),
                "--sockets", Integer.toString(order.workload().connections()),
                "--aors", Integer.toString(order.aors()),
                "--count", Long.toString(order.count()),
                "--cseq", Integer.toString(order.cseq()),
                "--window", Integer.toString(Order.IN_FLIGHT),
                "--duration", Integer.toString(Order.LIMIT_SECONDS),
                "--domain", Order.DOMAIN,
                "--password", Order.PASSWORD_PREFIX + "%u",
                "--prefix", order.prefix(),
                "--cpu-pid", Long.toString(order.server().pid())));
        order.rate().ifPresent(rate -> command.addAll(List.of("--rate", String.format(Locale.ROOT, "%.0f", rate))));
        if (order.shuffled()) {
            command.add("--shuffle");
        }
        if (order.workload().authenticated()) {
            command.add("--auth");
        }
        return command;
    }
}
