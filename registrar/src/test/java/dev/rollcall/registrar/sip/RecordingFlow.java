package dev.rollcall.registrar.sip;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A flow without a network that keeps what is sent through it. */
final class RecordingFlow implements Flow {
    /** One message and the port that it went to. */
    record Sent(String message, int port) {
        String line(String prefix) {
            return message.lines().filter(line -> line.startsWith(prefix)).findFirst().orElse(null);
        }

        String statusLine() {
            return message.lines().findFirst().orElseThrow();
        }
    }

    final List<Sent> sent = new ArrayList<>();
    private final Transport transport;
    private final InetSocketAddress remote;

    RecordingFlow(Transport transport, String host, int port) {
        this.transport = transport;
        this.remote = new InetSocketAddress(host, port);
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
        return transport.lowerCase() + ":192.0.2.1:5060";
    }

    @Override
    public long connectionId() {
        return transport.isConnection() ? 1 : 0;
    }

    @Override
    public void send(byte[] bytes, int from, int to, int port) {
        sent.add(new Sent(new String(bytes, from, to - from, StandardCharsets.UTF_8), port));
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }
}
