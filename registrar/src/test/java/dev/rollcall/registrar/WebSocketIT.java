package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.sip.Transport;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which web pages a registrar on loopback lets in, seen at the handshake on the wire. */
class WebSocketIT {
    private static final String ACCEPTED = "HTTP/1.1 101 ";
    private static final String REFUSED = "HTTP/1.1 403 ";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"WS", "WSS"})
    void handshake_byOrigin_letsInOwnListedAndNone(Transport transport) throws Exception {
        try (RegistrarProcess registrar = RegistrarProcess.start(directory,
                "--listen", transport.lowerCase() + ":127.0.0.1:0",
                "--set", "rollcall.ws_origins=https://phone.example.com,http://192.0.2.9:8080")) {
            int port = registrar.port(transport);
            String[] accepted = {"http://127.0.0.1", "https://localhost:3000", "http://[::1]:8080",
                "https://127.0.0.1:" + port, "https://phone.example.com", "http://192.0.2.9:8080"};
            for (String origin : accepted) {
                assertStatus(ACCEPTED, transport, port, "127.0.0.1:" + port, "Origin: " + origin + "\r\n");
            }
            assertStatus(ACCEPTED, transport, port, "localhost:" + port, "");

            String[] refused = {"https://evil.example", "http://phone.example.com", "https://phone.example.com:8443",
                "http://192.0.2.9", "https://phone.example.com.evil.example", "http://127.0.0.1.evil.example", "null",
                "file://", ""};
            for (String origin : refused) {
                assertStatus(REFUSED, transport, port, "127.0.0.1:" + port, "Origin: " + origin + "\r\n");
            }
            // DNS rebinding: a foreign name that was made to point at 127.0.0.1
            assertStatus(REFUSED, transport, port, "evil.example:" + port, "");
            assertStatus(REFUSED, transport, port, "evil.example:" + port, "Origin: http://evil.example\r\n");
            assertEquals(ExitCode.OK, registrar.terminate().exitCode());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WS", "WSS"})
    void handshake_withoutTheSipProtocol_isNotAccepted(Transport transport) throws Exception {
        try (RegistrarProcess registrar = RegistrarProcess.start(
                directory, "--listen", transport.lowerCase() + ":127.0.0.1:0")) {
            String answer = handshake(transport, registrar.port(transport), "127.0.0.1", "", "chat");
            assertFalse(answer.startsWith(ACCEPTED), answer);
        }
    }

    private void assertStatus(String status, Transport transport, int port, String host, String origin)
            throws Exception {
        String answer = handshake(transport, port, host, origin, "sip");
        assertTrue(answer.startsWith(status), host + ' ' + origin + " was answered " + answer);
    }

    /** Asks to open a WebSocket as RFC 6455 1.3 shows it; the status line of the answer. */
    private String handshake(Transport transport, int port, String host, String origin, String protocol)
            throws Exception {
        try (Socket socket = socket(transport, port)) {
            socket.setSoTimeout(30_000);
            String request = "GET /any/path HTTP/1.1\r\nHost: " + host + "\r\n"
                    + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Protocol: " + protocol + "\r\n" + origin + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return String.valueOf(new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine());
        }
    }

    private Socket socket(Transport transport, int port) throws Exception {
        return transport == Transport.WS
                ? new Socket("127.0.0.1", port)
                : SipPhone.trusting(directory.resolve("rollcall-self-signed.crt"))
                        .getSocketFactory().createSocket("127.0.0.1", port);
    }
}
