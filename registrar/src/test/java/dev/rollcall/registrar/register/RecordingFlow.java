package dev.rollcall.registrar.register;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.Transport;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A flow that keeps what is sent; its tasks run when the test says so. */
final class RecordingFlow implements Flow {
    private final Transport transport;
    private final InetSocketAddress remote;
    private final long connectionId;
    private final List<String> sent = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    RecordingFlow(Transport transport, int port, long connectionId) {
        this.transport = transport;
        this.remote = new InetSocketAddress("192.0.2.7", port);
        this.connectionId = connectionId;
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public String socket() {
        return transport.lowerCase() + ":127.0.0.1:5060";
    }

    @Override
    public long connectionId() {
        return connectionId;
    }

    @Override
    public synchronized void send(byte[] bytes, int from, int to, int port) {
        sent.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        ports.add(port);
    }

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(task);
        notifyAll();
    }

    synchronized List<String> sent() {
        return List.copyOf(sent);
    }

    synchronized List<Integer> ports() {
        return List.copyOf(ports);
    }

    /** Runs the next task, waiting for it at most 10 seconds. */
    void runTask() throws InterruptedException {
        Runnable task;
        synchronized (this) {
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (tasks.isEmpty() && System.nanoTime() < deadline) {
                wait(100);
            }
            task = tasks.remove();
        }
        task.run();
    }
}
