package dev.rollcall.bench.compare;

import dev.rollcall.bench.load.LoadGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The project's own generator, in a process of its own, so that it has cores of its own.
 *
 * @param java the {@code java} that runs it
 * @param classPath where its classes are
 */
record OwnGenerator(String java, String classPath) implements Generator {
    /** Long enough that nothing counts as lost that a busy machine has only delayed. */
    private static final int TIMEOUT_SECONDS = 10;

    @Override
    public String name() {
        return "LoadGenerator";
    }

    @Override
    public boolean sends(Workload workload) {
        return true;
    }

    @Override
    public Measurement run(Order order, Cores cores) throws IOException, InterruptedException {
        JsonNumbers result = new JsonNumbers(Command.output(cores.pin(command(order))));
        long registered = (long) result.get("registered");
        if (registered == 0) {
            throw new IOException("no REGISTER was answered 200 by the server on port " + order.port());
        }
        return new Measurement(
                registered, order.count() - registered, result.get("seconds"),
                result.get("server_cpu_seconds"), result.get("own_cpu_seconds"),
                result.get("p50_ms"), result.get("p99_ms"), result.get("p999_ms"), result.get("max_ms"));
    }

    private List<String> command(Order order) {
        List<String> command = new ArrayList<>(List.of(
                java, "-cp", classPath, LoadGenerator.class.getName(), "--json",
                "--target", "127.0.0.1:" + order.port(),
                "--transport", order.workload().transport().lowerCase(),
                "--connections", Integer.toString(order.workload().connections()),
                "--aors", Integer.toString(order.aors()),
                "--count", Long.toString(order.count()),
                "--in-flight", Integer.toString(Order.IN_FLIGHT),
                "--timeout", Integer.toString(TIMEOUT_SECONDS),
                "--limit", Integer.toString(Order.LIMIT_SECONDS),
                "--domain", Order.DOMAIN,
                "--prefix", order.prefix(),
                "--warm-up", Integer.toString(order.generatorWarmUp()),
                "--cseq", Integer.toString(order.cseq()),
                "--server-pid", Long.toString(order.server().pid())));
        order.rate().ifPresent(rate -> command.addAll(List.of("--rate", String.format(Locale.ROOT, "%.0f", rate))));
        if (order.shuffled()) {
            command.add("--shuffle");
        }
        if (order.workload().authenticated()) {
            command.addAll(List.of("--password", Order.PASSWORD_PREFIX + "%u"));
        }
        return command;
    }
}
