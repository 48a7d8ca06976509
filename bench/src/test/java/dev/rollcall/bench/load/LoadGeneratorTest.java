package dev.rollcall.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.registrar.register.ExpiryPolicy;
import dev.rollcall.registrar.register.LengthLimits;
import dev.rollcall.registrar.register.NatPolicy;
import dev.rollcall.registrar.register.PathPolicy;
import dev.rollcall.registrar.register.RegisterSettings;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.registrar.usrloc.SavePolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LoadGeneratorTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @EnumSource
    void run_manyAors_allInTheTableOnceAndRefreshed(Transport transport) throws Exception {
        try (InProcessRegistrar registrar = new InProcessRegistrar(RegisterSettings.DEFAULT, directory)) {
            assertEquals(
                    0, run(registrar.address(transport), transport, "--aors", "1001", "--count", "3003", "--cseq", "1"),
                    this::said);
            assertTrue(out.toString().startsWith("registrations 3003 in "), out.toString());
            assertEquals(1001, registrar.table().aorCount());
            assertEquals(1001, registrar.table().size());
            assertCseqOfAll(registrar, 3);

            assertEquals(
                    0, run(registrar.address(transport), transport, "--aors", "1001", "--cseq", "7"), this::said);
            assertEquals(1001, registrar.table().size());
            assertCseqOfAll(registrar, 7);

            assertEquals(
                    0, run(registrar.address(transport), transport, "--aors", "1001", "--expires", "0"), this::said);
            assertEquals(0, registrar.table().size());
        }
    }

    private static void assertCseqOfAll(InProcessRegistrar registrar, long cseq) {
        List<Long> seen = new ArrayList<>();
        registrar.table().forEach(contact -> seen.add(contact.binding().cseq()));
        assertEquals(1001, seen.size());
        assertTrue(seen.stream().allMatch(number -> number == cseq), seen::toString);
    }

    @Test
    void run_registrarRefuses_countedAndSaid() throws Exception {
        RegisterSettings tiny = new RegisterSettings(
                AorPolicy.DEFAULT, CharSign.SIGNED, new LengthLimits(64, 64, 256, 5), ExpiryPolicy.DEFAULT,
                SavePolicy.DEFAULT, PathPolicy.DEFAULT, NatPolicy.OFF, -1, 0);
        try (InProcessRegistrar registrar = new InProcessRegistrar(tiny, directory)) {
            assertEquals(1, run(registrar.address(Transport.TCP), Transport.TCP, "--aors", "10"));
            assertTrue(out.toString().contains("refused with 400: 10"), out.toString());
        }
    }

    @Test
    void run_warmUp_otherAorsFirstAndNotCounted() throws Exception {
        try (InProcessRegistrar registrar = new InProcessRegistrar(RegisterSettings.DEFAULT, directory)) {
            assertEquals(0, run(
                    registrar.address(Transport.UDP), Transport.UDP, "--aors", "100", "--count", "250",
                    "--warm-up", "300", "--shuffle"), this::said);
            assertTrue(out.toString().startsWith("registrations 250 in "), out.toString());
            assertEquals(200, registrar.table().aorCount());
        }
    }

    @Test
    void run_openLoop_sendsAllByItsSchedule() throws Exception {
        try (InProcessRegistrar registrar = new InProcessRegistrar(RegisterSettings.DEFAULT, directory)) {
            assertEquals(0, run(
                    registrar.address(Transport.TCP), Transport.TCP, "--aors", "50", "--count", "1000",
                    "--rate", "2000", "--json"), this::said);
            assertTrue(out.toString().startsWith("{\"registered\":1000,\"refused\":{},\"unanswered\":0,"),
                    out::toString);
            assertEquals(50, registrar.table().size());
        }
    }

    /** What a stall delays counts from when it was due, also where it could not have been sent. */
    @Test
    void run_openLoopAgainstAStall_latencyFromTheSchedule() throws Exception {
        int held = 100;
        try (DatagramSocket stalling = new DatagramSocket(0, LOOPBACK)) {
            Thread responder = new Thread(() -> answerAllOnceThereAre(stalling, held), "stalling-responder");
            responder.start();
            assertEquals(0, run(
                    new InetSocketAddress(LOOPBACK, stalling.getLocalPort()), Transport.UDP, "--aors",
                    Integer.toString(held), "--rate", "200", "--json"), this::said);
            responder.join();
        }
        String json = out.toString();
        double longest = Double.parseDouble(json.replaceAll("(?s).*\"max_ms\":([0-9.]+).*", "$1"));
        // the last was due 99 two-hundredths of a second behind the first, and the first waited for it
        assertTrue(longest >= 494, json);
    }

    private static void answerAllOnceThereAre(DatagramSocket socket, int count) {
        try {
            List<DatagramPacket> requests = new ArrayList<>();
            while (requests.size() < count) {
                DatagramPacket request = new DatagramPacket(new byte[2048], 2048);
                socket.receive(request);
                requests.add(request);
            }
            for (DatagramPacket request : requests) {
                String text = new String(request.getData(), 0, request.getLength(), StandardCharsets.US_ASCII);
                byte[] answer = text.replaceFirst("[^\r]*", "SIP/2.0 200 OK").getBytes(StandardCharsets.US_ASCII);
                socket.send(new DatagramPacket(answer, answer.length, request.getSocketAddress()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void run_nobodyAnswers_countedAndSaid() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, LOOPBACK)) {
            InetSocketAddress address = new InetSocketAddress(LOOPBACK, silent.getLocalPort());
            assertEquals(1, run(address, Transport.UDP, "--aors", "3", "--timeout", "1"));
            assertTrue(out.toString().contains("not answered within 1 s: 3"), out.toString());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void run_nobodyListens_endsWithItsAddress(Transport transport) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
            port = free.getLocalPort();
        }
        assertEquals(3, run(new InetSocketAddress(LOOPBACK, port), transport, "--aors", "1"));
        assertTrue(err.toString().startsWith("127.0.0.1:" + port + " over "), err.toString());
        assertFalse(err.toString().contains("null"), err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "192.0.2.1:5060", "0.0.0.0:5060", "[2001:db8::1]:5060", "example.com:5060", "127.0.0.1", "127.0.0.1:0",
        "127.0.0.1:65536", "[::]:5060", "127.0.0.999:5060", ""
    })
    void target_offLoopbackOrMalformed_refused(String target) {
        assertEquals(2, execute("--target", target));
        assertTrue(err.toString().startsWith("--target " + target + ": "), err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:5060", "127.8.9.10:1", "[::1]:65535", "localhost:5060"})
    void target_onLoopback_taken(String target) {
        assertTrue(Target.parse(target).getAddress().isLoopbackAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--aors=0", "--aors=10000001", "--count=0", "--warm-up=-1", "--connections=20001", "--in-flight=20001",
        "--rate=0", "--rate=1000001", "--cseq=0", "--expires=-1", "--timeout=33", "--limit=601", "--transport=sctp",
        "--domain=a b", "--prefix=a@b", "--aors=x", "--nonsense=1", "--server-pid=-1"
    })
    void option_outOfRange_refusedByName(String option) {
        assertEquals(2, execute(option));
        assertTrue(err.toString().contains(option.substring(0, option.indexOf('='))), err.toString());
    }

    /** Patient, since a machine that builds as well may be slow. */
    private int run(InetSocketAddress target, Transport transport, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "--target", "127.0.0.1:" + target.getPort(), "--transport", transport.lowerCase(), "--limit", "600"));
        if (!List.of(options).contains("--timeout")) {
            arguments.addAll(List.of("--timeout", "32"));
        }
        arguments.addAll(List.of(options));
        return execute(arguments.toArray(String[]::new));
    }

    private String said() {
        return out.toString() + err;
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(new LoadGenerator())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
