package dev.rollcall.registrar.transport;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.MessageReceiver;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Keeps what the transports hand over, and answers as a test tells it to. */
final class RecordingReceiver implements MessageReceiver {
    /** One message with its flow and the thread that brought it. */
    record Received(String text, Flow flow, String thread) {}

    private static final int PATIENCE_SECONDS = 20;

    final BlockingQueue<Received> messages = new LinkedBlockingQueue<>();
    final BlockingQueue<Flow> closed = new LinkedBlockingQueue<>();
    private final BiConsumer<String, Flow> answer;

    /** A receiver that answers nothing. */
    RecordingReceiver() {
        this((text, flow) -> {});
    }

    RecordingReceiver(BiConsumer<String, Flow> answer) {
        this.answer = answer;
    }

    /** A receiver that sends each message back. */
    static RecordingReceiver echo() {
        return new RecordingReceiver((text, flow) -> send(flow, bytes(text), flow.remote().getPort()));
    }

    /** Sends from the middle of an array, and writes over it at once, as a sender may. */
    static void send(Flow flow, byte[] message, int port) {
        int from = 3;
        int to = from + message.length;
        byte[] bytes = new byte[to + 5];
        System.arraycopy(message, 0, bytes, from, message.length);
        flow.send(bytes, from, to, port);
        Arrays.fill(bytes, (byte) '!');
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void received(byte[] bytes, int offset, int length, Flow flow) {
        String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        messages.add(new Received(text, flow, Thread.currentThread().getName()));
        answer.accept(text, flow);
    }

    @Override
    public void closed(Flow flow) {
        closed.add(flow);
    }

    Received next() throws InterruptedException {
        Received received = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(received, "no message arrived");
        return received;
    }

    Flow nextClosed() throws InterruptedException {
        Flow flow = closed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(flow, "no connection was closed");
        return flow;
    }
}
