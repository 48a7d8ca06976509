package dev.rollcall.registrar.transport;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.Transport;
import java.net.InetSocketAddress;

/** The way back of one datagram. */
final class DatagramFlow implements Flow {
    private final DatagramHandler handler;
    private final InetSocketAddress remote;
    private final String socket;

    DatagramFlow(DatagramHandler handler, InetSocketAddress remote, String socket) {
        this.handler = handler;
        this.remote = remote;
        this.socket = socket;
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public String socket() {
        return socket;
    }

    @Override
    public long connectionId() {
        return 0;
    }

    @Override
    public void send(byte[] bytes, int from, int to, int port) {
        InetSocketAddress recipient =
                port == remote.getPort() ? remote : new InetSocketAddress(remote.getAddress(), port);
        handler.send(bytes, from, to, recipient);
    }

    @Override
    public void execute(Runnable task) {
        handler.execute(task);
    }
}
