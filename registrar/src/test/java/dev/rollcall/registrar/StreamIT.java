package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.sip.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives over a TCP connection in other pieces than messages. */
class StreamIT {
    private static final int MESSAGES = 40;

    @TempDir
    private Path directory;

    @Test
    void halfAMessage_thenClosed_registersNobodyAndDisturbsNobody() throws Exception {
        try (RegistrarProcess registrar = RegistrarProcess.start(directory, "--listen", "tcp:127.0.0.1:0");
                SipPhone phone = SipPhone.connect(Transport.TCP, registrar.port(Transport.TCP), null)) {
            String message = register("half", 1);
            int contactEnd = message.indexOf("Content-Length");
            for (int length : new int[] {1, 20, message.length() / 2, contactEnd, message.length() - 1}) {
                try (Socket socket = new Socket("127.0.0.1", registrar.port(Transport.TCP))) {
                    socket.getOutputStream().write(message.substring(0, length).getBytes(StandardCharsets.UTF_8));
                    socket.shutdownOutput();
                    // the registrar closes too, so it has read all there was
                    assertEquals(-1, socket.getInputStream().read());
                }
            }
            assertFalse(phone.register("half", 1).contains("\r\nContact: "));
            assertTrue(phone.register("whole", 1, "<sip:whole@192.0.2.7>").contains("\r\nContact: <sip:whole@"));
            assertEquals(ExitCode.OK, registrar.terminate().exitCode());
        }
    }

    @Test
    void manyMessagesAtOnce_inAnyPieces_areAnsweredEachInTurn() throws Exception {
        try (RegistrarProcess registrar = RegistrarProcess.start(directory, "--listen", "tcp:127.0.0.1:0")) {
            for (int piece : new int[] {100_000, 1000, 7}) {
                byte[] bytes = registers().getBytes(StandardCharsets.UTF_8);
                try (Socket socket = new Socket("127.0.0.1", registrar.port(Transport.TCP))) {
                    socket.setSoTimeout(30_000);
                    socket.setTcpNoDelay(true);
                    OutputStream out = socket.getOutputStream();
                    for (int at = 0; at < bytes.length; at += piece) {
                        out.write(bytes, at, Math.min(piece, bytes.length - at));
                    }
                    List<String> answers = answers(socket);
                    for (int i = 1; i <= MESSAGES; i++) {
                        assertEquals("SIP/2.0 200 OK CSeq: " + i + " REGISTER", answers.get(i - 1));
                    }
                }
            }
        }
    }

    private static String registers() {
        StringBuilder messages = new StringBuilder();
        for (int i = 1; i <= MESSAGES; i++) {
            // a keep-alive may stand between messages: RFC 5626 4.4.1
            messages.append(register("user" + i, i)).append(i % 7 == 0 ? "\r\n\r\n" : "");
        }
        return messages.toString();
    }

    /** The status and CSeq of each answer, in the order in which they come. */
    private static List<String> answers(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        List<String> answers = new ArrayList<>();
        String status = "";
        while (answers.size() < MESSAGES) {
            String line = in.readLine();
            if (line == null) {
                throw new IOException("closed after " + answers);
            }
            if (line.startsWith("SIP/2.0 ")) {
                status = line;
            } else if (line.startsWith("CSeq: ")) {
                answers.add(status + ' ' + line);
            }
        }
        return answers;
    }

    private static String register(String user, int cseq) {
        return "REGISTER sip:example.com SIP/2.0\r\n"
                + "Via: SIP/2.0/TCP 127.0.0.1:5999;branch=z9hG4bK-" + user + "-" + System.nanoTime() + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:" + user + "@example.com>;tag=phone\r\n"
                + "To: <sip:" + user + "@example.com>\r\n"
                + "Call-ID: " + user + "-" + System.nanoTime() + "\r\n"
                + "CSeq: " + cseq + " REGISTER\r\n"
                + "Contact: <sip:" + user + "@192.0.2.7>\r\n"
                + "Content-Length: 0\r\n\r\n";
    }
}
