package dev.rollcall.registrar.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Messages torn apart at random: nothing throws, every answer is one well-formed response, every split is one stream.
 */
class SipFuzzTest {
    private static final int MESSAGES = 10_000;
    private static final List<byte[]> SEEDS = List.of(
            bytes(Messages.REGISTER),
            bytes(Messages.with("Contact: \"Al, \\\"b\" <sip:a@[::1]:5062;x=1?y=z>;q=0.5, sip:b@h", "Expires: 3600")),
            bytes(Messages.with("Subject: a\r\n  b", "Require: path", "m: *", "Path: <sip:p>", "Authorization: D x=y")),
            bytes(Messages.REGISTER.replace("REGISTER", "OPTIONS").replace("Length: 0", "Length: 4") + "\u00e9\r\n"));
    private static final byte[] ODD = bytes("\r\n \t:;,<>\"\\@=%?*/[]().09aZ\u0000\u0001\u007f\u00ff&'");

    @RepeatedTest(4)
    void received_tornMessages_areAnsweredByOneResponseAtMost(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Responses responses = new Responses("Test");
        RequestDispatcher dispatcher = new RequestDispatcher(
                Messages.PARSER,
                responses,
                (request, flow) -> readAll(responses, request, flow),
                Set.of("path"),
                System::nanoTime);
        Set<Integer> statuses = new TreeSet<>();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = torn(random);
            RecordingFlow flow = new RecordingFlow(Transport.values()[i % 5], "192.0.2.9", 5060);
            dispatcher.received(message, 0, message.length, flow);
            assertEquals(0, dispatcher.log().failures(), () -> text(message));
            assertTrue(flow.sent.size() <= 1, () -> text(message));
            for (RecordingFlow.Sent sent : flow.sent) {
                SipMessage answer = Messages.parse(sent.message());
                statuses.add(assertInstanceOf(SipResponse.class, answer, () -> text(message)).status());
            }
        }
        assertTrue(statuses.containsAll(Set.of(200, 400)), statuses.toString());
    }

    @RepeatedTest(4)
    void received_tornStreams_giveTheSameFramesHoweverSplit(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < MESSAGES / 20; i++) {
            byte[] first = torn(random);
            byte[] second = torn(random);
            byte[] stream = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, stream, first.length, second.length);
            List<String> whole = frames(stream, stream.length);
            assertEquals(whole, frames(stream, 1), () -> text(stream));
            assertEquals(whole, frames(stream, 1 + random.nextInt(stream.length)), () -> text(stream));
        }
    }

    /** Asks a request for all that it can be asked; what its copy says is the same. */
    private static void readAll(Responses responses, SipRequest request, Flow flow) {
        assertEquals(reading(request), reading(request.retained()));
        responses.send(request, flow, 200, "OK", List.of());
    }

    private static List<Object> reading(SipRequest request) {
        return List.of(
                request.method(), request.requestUriText(), request.topVia().transport(), request.topVia().host(),
                request.topVia().port(), request.topVia().branch(), request.from().toString(), request.to().toString(),
                request.fromTag(), request.toTag(), request.callId().toString(), request.cseq(), Contacts.of(request).isValid(),
                Parsed.expires(request).toString(), request.headers("Path"), request.tokens("Supported"),
                request.header("Authorization"));
    }

    private static List<String> frames(byte[] stream, int step) {
        List<String> frames = new ArrayList<>();
        SipFramer framer = new SipFramer(4096, new SipFramer.Sink() {
            @Override
            public void message(byte[] bytes, int offset, int length) {
                frames.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
            }

            @Override
            public void keepAlive() {
                frames.add("keep-alive");
            }

            @Override
            public void broken(String cause) {
                frames.add("broken: " + cause);
            }
        });
        for (int i = 0; i < stream.length; i += step) {
            framer.received(stream, i, Math.min(step, stream.length - i));
        }
        return frames;
    }

    private static byte[] torn(Random random) {
        byte[] message = SEEDS.get(random.nextInt(SEEDS.size())).clone();
        for (int changes = random.nextInt(6); changes > 0; changes--) {
            int at = random.nextInt(message.length);
            int length = 1 + random.nextInt(Math.min(20, message.length - at));
            message = switch (random.nextInt(4)) {
                case 0 -> replaced(message, at, length, new byte[0]);
                case 1 -> replaced(message, at, 1, new byte[] {ODD[random.nextInt(ODD.length)]});
                case 2 -> replaced(message, at, 0, Arrays.copyOfRange(message, at, at + length));
                default -> replaced(message, at, 0, new byte[] {ODD[random.nextInt(ODD.length)]});
            };
            if (message.length == 0) {
                return bytes("\r\n");
            }
        }
        return message;
    }

    private static byte[] replaced(byte[] message, int at, int length, byte[] with) {
        byte[] result = new byte[message.length - length + with.length];
        System.arraycopy(message, 0, result, 0, at);
        System.arraycopy(with, 0, result, at, with.length);
        System.arraycopy(message, at + length, result, at + with.length, message.length - at - length);
        return result;
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
