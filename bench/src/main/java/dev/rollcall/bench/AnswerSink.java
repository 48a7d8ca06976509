package dev.rollcall.bench;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The way back to a phone that only looks at the last answer's class. */
public final class AnswerSink implements Flow {
    private final InetSocketAddress remote;
    private char lastClass;

    /** A phone at 192.0.2.7:5060. */
    public AnswerSink() {
        try {
            remote = new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 7}), 5060);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** The first digit of the last answer's status. */
    char lastClass() {
        return lastClass;
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
        return "udp:192.0.2.1:5060";
    }

    @Override
    public long connectionId() {
        return 0;
    }

    @Override
    public void send(byte[] bytes, int from, int to, int port) {
        lastClass = (char) bytes[from + "SIP/2.0 ".length()];
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }
}
