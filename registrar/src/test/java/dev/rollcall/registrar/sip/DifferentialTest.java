package dev.rollcall.registrar.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our parser against JAIN-SIP's: they agree but for what docs/parser-differences.md lists, row by row. */
class DifferentialTest {
    private static final Path DIFFERENCES = Path.of("../docs/parser-differences.md");
    private static final List<String> REFUSED = List.of("refused");
    private static final int MESSAGES = 5_000;

    private static final List<String> URIS = List.of(
            "sip:alice@192.0.2.9:5062", "sips:bob@example.com", "sip:example.com",
            "sip:+1-202;x=1@h.example.com;user=phone", "sip:a%20b:pass@example.com;lr;transport=tcp",
            "sip:a@[2001:db8::9]:5070", "sip:a.b_c!d@example.com?Subject=x");
    private static final List<String> DISPLAYS = List.of("", "Alice ", "Al van B ", "\"A, \\\"B\\\" <x>\" ", "\"\" ");
    private static final List<String> CONTACT_PARAMETERS = List.of(
            "", ";q=0.5;expires=60", ";expires=0", ";q=1.000", ";q=0",
            ";+sip.instance=\"<urn:uuid:0>\";reg-id=1", " ; q = 0.25 ; x");
    private static final List<String> HEADERS = List.of(
            "Expires: 3600", "Supported: path, gruu", "k: outbound", "User-Agent: Phone/1.0 (x; y)",
            "Allow: INVITE,ACK", "Subject: hello", "Route: <sip:p@example.com;lr>", "Path: <sip:p@example.com;lr>",
            "X-Unknown: ;;,,\"", "Accept:", "Via: SIP/2.0/TCP relay;branch=b");
    private static final String MUTATIONS = " \t\r\n:;,<>\"\\@=%?*/[]().0aZ-_&'";

    /** Why a message that JAIN-SIP refuses or reads otherwise may be taken; each has its row in the document. */
    private static final Set<Pattern> EXPLAINED = Set.of(
            Pattern.compile("(Supported|C|E):.*"),
            Pattern.compile("Via:[^,]*,.*"),
            Pattern.compile("Contact:.*(, (?!sip:)[^<]*|\\\\.*|expires=-\\d.*)"));

    static Stream<String> rows() throws IOException {
        return Files.readAllLines(DIFFERENCES).stream().filter(line -> line.startsWith("| `"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void parse_listedDifference_isStillThere(String row) {
        String[] cells = row.substring(1).replace("\\\\", "\\").split(" \\| ");
        String message = changed(cells[0].strip().replaceAll("^`|`$", ""));
        List<String> ours = Reading.of(message);
        List<String> jains = JainSip.read(message);
        assertEquals(cells[1].strip(), outcome(message));
        switch (cells[2].strip()) {
            case "refused" -> assertEquals(REFUSED, jains);
            case "taken" -> assertNotEquals(REFUSED, jains);
            case "read otherwise" -> assertTrue(!jains.equals(REFUSED) && !jains.equals(ours), jains.toString());
            default -> throw new AssertionError("no such outcome: " + cells[2]);
        }
    }

    @Test
    void parse_correctMessages_areReadAlike() {
        Random random = new Random(20260824);
        for (int i = 0; i < MESSAGES; i++) {
            String message = correct(random);
            assertNotEquals(REFUSED, Reading.of(message), message);
            assertEquals(JainSip.read(message), Reading.of(message), message);
        }
    }

    @Test
    void parse_messagesWithOneCharacterChanged_areTakenOnlyWhereJainTakesThemOrARowExplainsIt() {
        Random random = new Random(20260825);
        String correct = Messages.with(
                "Contact: \"Al, b\" <sip:alice@192.0.2.9:5062;transport=tcp>;q=0.5;expires=60"
                        + ";+sip.instance=\"<urn:x>\", sip:b@h;q=1",
                "Expires: 3600", "Supported: path");
        for (int i = 0; i < MESSAGES; i++) {
            int at = random.nextInt(correct.length());
            String message = mutated(correct, at, random);
            List<String> ours = Reading.of(message);
            if (!ours.equals(REFUSED) && !ours.equals(JainSip.read(message))) {
                String line = lineAt(message, at);
                assertTrue(EXPLAINED.stream().anyMatch(pattern -> pattern.matcher(line).matches()), line);
            }
        }
    }

    private static String correct(Random random) {
        StringBuilder message = new StringBuilder();
        message.append("REGISTER ").append(pick(URIS.subList(0, 4), random)).append(" SIP/2.0\r\n");
        message.append(pick(List.of("Via", "v", "VIA "), random)).append(": SIP/2.0/UDP h.example.com:5062");
        message.append(";rport;branch=z9hG4bK").append(random.nextInt(1000)).append("\r\n");
        message.append("From: ").append(address(random)).append(";tag=").append(random.nextInt(1000)).append("\r\n");
        message.append(pick(List.of("To", "t"), random)).append(": ").append(address(random)).append("\r\n");
        message.append("Call-ID: ").append(random.nextInt(1000)).append(pick(List.of("", "@h"), random)).append("\r\n");
        message.append("CSeq:  ").append(random.nextInt(Integer.MAX_VALUE)).append(" REGISTER\r\n");
        for (int i = random.nextInt(3); i > 0; i--) {
            message.append(pick(List.of("Contact", "m"), random)).append(": ").append(contact(random));
            message.append(random.nextBoolean() ? "" : " , " + contact(random)).append("\r\n");
        }
        for (int header : random.ints(0, HEADERS.size()).distinct().limit(4).toArray()) {
            message.append(HEADERS.get(header)).append("\r\n");
        }
        return message.append("Content-Length: 0\r\n\r\n").toString();
    }

    private static String address(Random random) {
        return pick(DISPLAYS, random) + '<' + pick(URIS, random) + '>';
    }

    private static String contact(Random random) {
        String address = random.nextInt(4) == 0 ? "sip:bare@192.0.2.9:5062" : address(random);
        return address + pick(CONTACT_PARAMETERS, random);
    }

    private static String pick(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String mutated(String message, int at, Random random) {
        char c = MUTATIONS.charAt(random.nextInt(MUTATIONS.length()));
        return switch (random.nextInt(3)) {
            case 0 -> message.substring(0, at) + message.substring(at + 1);
            case 1 -> message.substring(0, at) + c + message.substring(at + 1);
            default -> message.substring(0, at) + c + message.substring(at);
        };
    }

    private static String lineAt(String message, int at) {
        int start = message.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
        int end = message.indexOf('\r', Math.max(start, at));
        return message.substring(start, end < 0 ? message.length() : end);
    }

    private static String changed(String change) {
        String line = change.replace("\\r\\n", "\r\n").replace("\\x01", "\u0001");
        if (line.startsWith("+ ")) {
            return Messages.with(line.substring(2));
        }
        if (line.startsWith("REGISTER")) {
            return line + Messages.REGISTER.substring(Messages.REGISTER.indexOf('\r'));
        }
        String name = line.substring(0, line.indexOf(':'));
        String without = Messages.instead(name, "");
        return without.replace("Content-Length: 0\r\n", line + "\r\nContent-Length: 0\r\n");
    }

    /** {@code taken}, or what is wrong by our parser. */
    private static String outcome(String message) {
        if (!(Messages.parse(message) instanceof SipRequest request)) {
            return Messages.fault(message);
        }
        return Contacts.of(request).isValid() ? "taken" : Contacts.of(request).fault();
    }
}
