package dev.rollcall.bench;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.MessageReceiver;
import dev.rollcall.registrar.transport.ConnectionLimits;
import dev.rollcall.registrar.transport.ListenAddress;
import dev.rollcall.registrar.transport.Listeners;
import dev.rollcall.registrar.transport.TlsIdentity;
import dev.rollcall.registrar.transport.WebSocketPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * What the registrar's network side costs alone: its listeners, and behind them nothing but a 200 with the request's own
 * headers. A registrar cannot be faster than this, and this not faster than the same in C.
 *
 * <p>{@code java -cp bench.jar dev.rollcall.bench.NetworkFloor udp:127.0.0.1:5070 tcp:127.0.0.1:5070}
 */
public final class NetworkFloor implements MessageReceiver {
    private static final byte[] STATUS = "SIP/2.0 200 OK\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ThreadLocal<byte[]> answer = ThreadLocal.withInitial(() -> new byte[STATUS.length + (1 << 16)]);

    private NetworkFloor() {}

    /**
     * Listens until the process is ended.
     *
     * @param addresses PROTO:HOST:PORT; for TLS and WSS a certificate is made in the working directory
     */
    public static void main(String... addresses) throws Exception {
        List<ListenAddress> listeners = Stream.of(addresses).map(ListenAddress::parse).toList();
        boolean secure = listeners.stream().anyMatch(listener -> listener.transport().isSecure());
        Optional<TlsIdentity> identity =
                secure ? Optional.of(TlsIdentity.selfSigned(Path.of("").toAbsolutePath())) : Optional.empty();
        Listeners.start(
                listeners, identity, new WebSocketPolicy(List.of()), ConnectionLimits.DEFAULTS, new NetworkFloor());
        System.out.println("ready");
        new CountDownLatch(1).await();
    }

    @Override
    public void received(byte[] bytes, int offset, int length, Flow flow) {
        int end = offset + length;
        int headers = offset;
        while (headers < end && bytes[headers++] != '\n') {
            // the request line is left out
        }
        byte[] message = answer.get();
        System.arraycopy(STATUS, 0, message, 0, STATUS.length);
        System.arraycopy(bytes, headers, message, STATUS.length, end - headers);
        flow.send(message, 0, STATUS.length + end - headers, flow.remote().getPort());
    }

    @Override
    public void closed(Flow flow) {}
}
