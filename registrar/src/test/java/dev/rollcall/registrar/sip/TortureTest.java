package dev.rollcall.registrar.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All cases of RFC 4475 and of RFC 5118, which is about IPv6, named by their sections, in messages of our own. Beside each
 * lies what it is answered: a status and reason or {@code none}, and in the second line why. In the messages a line feed is CRLF, {@code <xNN>} a
 * byte, and {@code <repeat N c>} N times a character.
 */
class TortureTest {
    private static final Path FOLDER = Path.of("src/test/resources");
    private static final Pattern MACRO = Pattern.compile("<x([0-9a-f]{2})>|<repeat (\\d+) (.)>");
    private static final String RFC_4475 = "torture";
    private static final int CASES_OF_RFC_4475 = 49;
    private static final String RFC_5118 = "torture-ipv6";
    private static final int CASES_OF_RFC_5118 = 11;

    static Stream<String> cases() throws IOException {
        return Stream.concat(cases(RFC_4475), cases(RFC_5118));
    }

    private static Stream<String> cases(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sip"))
                    .map(name -> folder + '/' + name.substring(0, name.length() - 4))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void cases_ofTheRfcs_areAllThere() throws IOException {
        assertEquals(CASES_OF_RFC_4475, cases(RFC_4475).count());
        assertEquals(CASES_OF_RFC_5118, cases(RFC_5118).count());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void received_tortureMessage_isAnsweredAsExpected(String name) throws IOException {
        byte[] message = bytes(name);
        assertEquals(expected(name), answer(message, 0, message.length));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void received_tortureMessageCutShort_neverThrowsAndIsAnsweredOnceAtMost(String name) throws IOException {
        byte[] message = bytes(name);
        for (int length = 0; length < message.length; length++) {
            String answer = answer(message, 0, length);
            assertTrue(answer.equals("none") || Integer.parseInt(answer.substring(0, 3)) >= 200, answer);
        }
    }

    /** The answer's status and reason; REGISTER is answered by what Contact and Expires say of themselves. */
    private static String answer(byte[] message, int offset, int length) {
        RecordingFlow flow = new RecordingFlow(Transport.UDP, "192.0.2.9", 5060);
        Responses responses = new Responses("Test");
        RequestDispatcher dispatcher = new RequestDispatcher(
                new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS),
                responses,
                (request, from) -> answerRegister(responses, request, from),
                Set.of(),
                System::nanoTime);
        dispatcher.received(message, offset, length, flow);
        assertEquals(0, dispatcher.log().failures());
        assertTrue(flow.sent.size() <= 1, "more than one answer");
        return flow.sent.isEmpty() ? "none" : flow.sent.get(0).statusLine().substring("SIP/2.0 ".length());
    }

    private static void answerRegister(Responses responses, SipRequest request, Flow flow) {
        Parsed<Contacts> contacts = Contacts.of(request);
        Parsed<OptionalLong> expires = Parsed.expires(request);
        String fault = contacts.isValid() ? expires.fault() : contacts.fault();
        responses.send(request, flow, fault == null ? 200 : 400, fault == null ? "OK" : fault, List.of());
    }

    private static String expected(String name) throws IOException {
        return Files.readAllLines(FOLDER.resolve(name + ".expect")).get(0);
    }

    private static byte[] bytes(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name + ".sip")).replace("\n", "\r\n");
        List<Byte> bytes = new ArrayList<>();
        Matcher macro = MACRO.matcher(text);
        int copied = 0;
        while (macro.find()) {
            add(bytes, text.substring(copied, macro.start()));
            if (macro.group(1) != null) {
                bytes.add((byte) Integer.parseInt(macro.group(1), 16));
            } else {
                add(bytes, macro.group(3).repeat(Integer.parseInt(macro.group(2))));
            }
            copied = macro.end();
        }
        add(bytes, text.substring(copied));
        byte[] message = new byte[bytes.size()];
        for (int i = 0; i < message.length; i++) {
            message[i] = bytes.get(i);
        }
        return message;
    }

    private static void add(List<Byte> bytes, String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(b);
        }
    }
}
