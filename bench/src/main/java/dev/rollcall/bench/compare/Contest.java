package dev.rollcall.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * One case: all servers are started and stay up, each is warmed up, then they are loaded in turns. So what the machine
 * does besides, and how fast it is in this hour, meets them alike.
 */
final class Contest {
    private static final int MAX_GENERATOR_WARM_UP = 50_000;

    private final String label;
    private final Plan plan;
    private final Generator generator;
    private final Consumer<String> progress;
    private final List<Running> field = new ArrayList<>();
    private int cseq = 1;

    /** @param label the case's name */
    Contest(String label, Plan plan, Generator generator, Consumer<String> progress) {
        this.label = label;
        this.plan = plan;
        this.generator = generator;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param entrants who takes part
     * @param directory where each gets a directory of its own
     * @param users where passwords are, for those that ask for them
     */
    CaseResult run(List<Entrant> entrants, Path directory, String users) throws IOException, InterruptedException {
        try {
            for (Entrant entrant : entrants) {
                field.add(new Running(entrant, start(entrant, directory, users)));
            }
            for (Running running : field) {
                warmUp(running);
            }
            for (int turn = 1; turn <= plan.turns(); turn++) {
                for (Running running : field) {
                    running.turns.add(turn(running, turn));
                }
            }
            if (plan.openLoop().isPresent()) {
                openLoop();
            }
            return new CaseResult(
                    label, generator.name(), entrants.stream().anyMatch(entrant -> entrant.workload().authenticated()),
                    field.stream().map(Running::series).toList());
        } finally {
            field.forEach(running -> running.server.close());
        }
    }

    private RunningServer start(Entrant entrant, Path directory, String users)
            throws IOException, InterruptedException {
        Path own = Files.createTempDirectory(directory, "server");
        Place place = new Place(entrant.workload(), RunningServer.freePort(), own, users);
        return RunningServer.start(entrant.contender(), place, entrant.cores());
    }

    private void warmUp(Running running) throws IOException, InterruptedException {
        if (plan.warmUp() > 0) {
            int aors = plan.warmUpAors(running.workload());
            say(running, "warm-up", run(running, Order.WARM_UP_PREFIX, aors, plan.warmUp()));
        }
        if (!running.workload().newAors()) {
            Measurement first = run(running, Order.PREFIX, plan.aors(), plan.aors());
            running.firstPass = Optional.of(first);
            say(running, "first pass", first);
        }
    }

    private Measurement turn(Running running, int turn) throws IOException, InterruptedException {
        Measurement measurement = running.workload().newAors()
                ? run(running, "n" + turn + "-", plan.count(), plan.count())
                : run(running, Order.PREFIX, plan.aors(), plan.count());
        say(running, "turn " + turn, measurement);
        return measurement;
    }

    private void openLoop() throws IOException, InterruptedException {
        for (int turn = 1; turn <= plan.turns(); turn++) {
            for (Running running : field) {
                double rate = Series.median(running.turns, Measurement::rate) * plan.openLoop().getAsDouble();
                int count = (int) (rate * plan.openSeconds());
                int aors = running.workload().newAors() ? count : plan.aors();
                String prefix = running.workload().newAors() ? "o" + turn + "-" : Order.PREFIX;
                Measurement measurement = generator.run(
                        order(running, prefix, aors, count).at(rate, count), running.loadCores(plan));
                say(running, "open loop " + turn, measurement);
                running.openLoop.add(measurement);
            }
        }
    }

    private Measurement run(Running running, String prefix, int aors, int count)
            throws IOException, InterruptedException {
        return generator.run(order(running, prefix, aors, count), running.loadCores(plan));
    }

    /** CSeqs grow from order to order, two for each registration, since a challenge takes one. */
    private Order order(Running running, String prefix, int aors, int count) {
        int first = cseq;
        cseq += 2 * (count / aors + 1);
        return new Order(
                running.workload(), running.server.place().port(), running.server.handle(), prefix, aors, count, first,
                OptionalDouble.empty(), plan.shuffled(),
                prefix.equals(Order.WARM_UP_PREFIX) ? 0 : Math.min(aors, MAX_GENERATOR_WARM_UP));
    }

    private void say(Running running, String what, Measurement measurement) {
        progress.accept(String.format(Locale.ROOT, "%s, %s, %s: %.0f/s, %.2f CPU s/100k, %d not registered",
                label, running.entrant.name(), what, measurement.rate(), measurement.cost(),
                measurement.failed()));
    }

    /** An entrant and what was measured of it so far. */
    private static final class Running {
        private final Entrant entrant;
        private final RunningServer server;
        private final List<Measurement> turns = new ArrayList<>();
        private final List<Measurement> openLoop = new ArrayList<>();
        private Optional<Measurement> firstPass = Optional.empty();

        Running(Entrant entrant, RunningServer server) {
            this.entrant = entrant;
            this.server = server;
        }

        Workload workload() {
            return entrant.workload();
        }

        Cores loadCores(Plan plan) {
            return entrant.loadCores().orElse(plan.load());
        }

        Series series() {
            return new Series(entrant.name(), firstPass, List.copyOf(turns), List.copyOf(openLoop));
        }
    }
}
