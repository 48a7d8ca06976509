package dev.rollcall.bench;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The way back to a phone that only keeps the last answer. */
final class AnswerSink implements Flow {
    private final InetSocketAddress remote;
    private byte[] lastAnswer;

    AnswerSink() {
        try {
            remote = new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 7}), 5060);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    byte[] lastAnswer() {
        return lastAnswer;
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
    public void send(byte[] message, int port) {
        lastAnswer = message;
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }
}
