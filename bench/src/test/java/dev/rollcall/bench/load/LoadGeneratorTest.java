package dev.rollcall.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.registrar.register.RegisterSettings;
import dev.rollcall.registrar.sip.Transport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LoadGeneratorTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"UDP", "TCP"})
    void run_manyAors_allInTheTableOnceAndRefreshed(Transport transport) throws Exception {
        try (InProcessRegistrar registrar = new InProcessRegistrar(RegisterSettings.DEFAULT)) {
            assertEquals(
                    0, run(registrar.address(transport), transport, "--aors", "1001", "--rounds", "3"), err::toString);
            assertTrue(out.toString().startsWith("registrations 3003 in "), out.toString());
            assertEquals(1001, registrar.table().aorCount());
            assertEquals(1001, registrar.table().size());
            assertCseqOfAll(registrar, 3);

            assertEquals(0, run(registrar.address(transport), transport, "--aors", "1001"), err::toString);
            assertEquals(1001, registrar.table().size());
            assertCseqOfAll(registrar, 1);

            assertEquals(
                    0, run(registrar.address(transport), transport, "--aors", "1001", "--expires", "0"), err::toString);
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
                AorPolicy.DEFAULT, CharSign.SIGNED, 3600, 60, 0, -1, 0, 64, 64, 256, 5);
        try (InProcessRegistrar registrar = new InProcessRegistrar(tiny)) {
            assertEquals(1, run(registrar.address(Transport.TCP), Transport.TCP, "--aors", "10"));
            assertTrue(out.toString().contains("refused with 400: 10"), out.toString());
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
        "--aors=0", "--aors=1000001", "--rounds=1001", "--connections=257", "--phones=65", "--expires=-1",
        "--timeout=33", "--limit=601", "--transport=tls", "--domain=a b", "--aors=x", "--nonsense=1"
    })
    void option_outOfRange_refusedByName(String option) {
        assertEquals(2, execute(option));
        assertTrue(err.toString().contains(option.substring(0, option.indexOf('='))), err.toString());
    }

    private int run(InetSocketAddress target, Transport transport, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "--target", "127.0.0.1:" + target.getPort(), "--transport", transport.lowerCase()));
        arguments.addAll(List.of(options));
        return execute(arguments.toArray(String[]::new));
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
