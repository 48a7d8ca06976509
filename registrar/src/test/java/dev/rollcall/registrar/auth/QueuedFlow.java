package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.Transport;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A flow whose thread is the test's own: what is handed to it runs when the test says so. */
final class QueuedFlow implements Flow {
    private static final int DEADLINE_SECONDS = 30;

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    /** Waits for a task and runs it. */
    void runNext() {
        Runnable task = nextTask();
        assertNotNull(task, "nothing was handed to the flow's thread");
        task.run();
    }

    private Runnable nextTask() {
        try {
            return tasks.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public InetSocketAddress remote() {
        return new InetSocketAddress("127.0.0.1", 5062);
    }

    @Override
    public String socket() {
        return "udp:127.0.0.1:5060";
    }

    @Override
    public long connectionId() {
        return 0;
    }

    @Override
    public void send(byte[] bytes, int from, int to, int port) {
        throw new AssertionError("authentication sends nothing");
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }
}
