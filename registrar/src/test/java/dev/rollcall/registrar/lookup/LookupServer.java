package dev.rollcall.registrar.lookup;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.modparam.AdmissionParams;
import dev.rollcall.modparam.Networks;
import dev.rollcall.registrar.register.ExpiryPolicy;
import dev.rollcall.registrar.register.LengthLimits;
import dev.rollcall.registrar.register.NatPolicy;
import dev.rollcall.registrar.register.PathPolicy;
import dev.rollcall.registrar.register.RegisterHandler;
import dev.rollcall.registrar.register.RegisterSettings;
import dev.rollcall.registrar.sip.RequestDispatcher;
import dev.rollcall.registrar.sip.Responses;
import dev.rollcall.registrar.sip.SipParser;
import dev.rollcall.registrar.transport.ConnectionLimits;
import dev.rollcall.registrar.transport.ListenAddress;
import dev.rollcall.registrar.transport.Listeners;
import dev.rollcall.registrar.transport.WebSocketPolicy;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.registrar.usrloc.MemoryLocationService;
import dev.rollcall.registrar.usrloc.SavePolicy;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A registrar on a UDP port of loopback, its table in memory, and a proxy's socket to ask it by. */
final class LookupServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    final LocationTable table;
    private final Listeners listeners;
    private final DatagramSocket proxy = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final InetSocketAddress address;
    private volatile long now = 1_800_000_000;
    private int requests;

    /** @param flags as the configuration holds them */
    LookupServer(String from, String flags, AorPolicy policy, Optional<UserDirectory> users) throws Exception {
        InstantSource clock = () -> Instant.ofEpochSecond(now);
        IdParameters parameters = new IdParameters(ContactIdFormat.RELEASED, 9, policy.useDomain(), CharSign.SIGNED);
        table = new LocationTable(parameters, new LabelAllocator(parameters, new Random(1)), false);
        Responses responses = new Responses("Test");
        RegisterSettings register = new RegisterSettings(
                policy, CharSign.SIGNED, LengthLimits.DEFAULT, ExpiryPolicy.DEFAULT, SavePolicy.DEFAULT,
                PathPolicy.DEFAULT, NatPolicy.OFF, -1, 0);
        LookupSettings lookup = new LookupSettings(
                policy, CharSign.SIGNED, Networks.parse(from).orElseThrow(),
                AdmissionParams.LOOKUP_FLAGS.type().read(flags));
        RequestDispatcher dispatcher = new RequestDispatcher(
                new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS),
                responses,
                null,
                new RegisterHandler(register, new MemoryLocationService(table), Optional.empty(), responses, clock),
                new LookupHandler(lookup, table, domain -> !domain.equals("elsewhere.org"), users, responses, clock),
                register.optionTags(),
                System::nanoTime);
        listeners = Listeners.start(
                List.of(ListenAddress.parse("udp:127.0.0.1:0")), Optional.empty(), new WebSocketPolicy(List.of()),
                ConnectionLimits.DEFAULTS, dispatcher);
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), listeners.boundAddresses().get(0).port());
        proxy.setSoTimeout(PATIENCE_MILLIS);
    }

    static LookupServer open() throws Exception {
        return open("method-filtering");
    }

    static LookupServer open(String flags) throws Exception {
        return new LookupServer("127.0.0.0/8", flags, AorPolicy.DEFAULT, Optional.empty());
    }

    void advance(long seconds) {
        now += seconds;
    }

    long now() {
        return now;
    }

    /** Registers a contact of a user of example.com; further headers each end with CRLF. */
    void register(String user, String contact, String headers) throws Exception {
        String to = "sip:" + user + "@example.com";
        String answer = ask("REGISTER", "sip:example.com", to, "Contact: " + contact + "\r\n" + headers);
        if (!answer.startsWith("SIP/2.0 200 ")) {
            throw new AssertionError(answer);
        }
    }

    void register(String user, String contact) throws Exception {
        register(user, contact, "");
    }

    /** Sends a request and returns its answer. */
    String ask(String method, String uri) throws Exception {
        return ask(method, uri, uri, "");
    }

    String ask(String method, String uri, String to, String headers) throws Exception {
        requests++;
        return exchange(method + ' ' + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1;rport;branch=z9hG4bK" + requests + "\r\n"
                + (headers.contains("Max-Forwards") ? "" : "Max-Forwards: 70\r\n")
                + "From: <sip:caller@example.org>;tag=caller\r\n"
                + "To: <" + to.replace(";tag", ">;tag") + (to.contains(";tag") ? "" : ">") + "\r\n"
                + "Call-ID: call-" + requests + "\r\n"
                + "CSeq: 1 " + method + "\r\n"
                + headers
                + "Content-Length: 0\r\n\r\n");
    }

    String exchange(String message) throws Exception {
        send(message);
        return receive();
    }

    void send(String message) throws Exception {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        proxy.send(new DatagramPacket(bytes, bytes.length, address));
    }

    String receive() throws Exception {
        DatagramPacket answer = new DatagramPacket(new byte[65_536], 65_536);
        proxy.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        proxy.close();
        listeners.close();
    }
}
