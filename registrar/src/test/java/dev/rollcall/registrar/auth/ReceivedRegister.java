package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.sip.RequestDispatcher;
import dev.rollcall.registrar.sip.Responses;
import dev.rollcall.registrar.sip.SipParser;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** A REGISTER for {@link DigestClient#URI} on its way through the parser to an authenticator. */
record ReceivedRegister(String from, String to, String... authorizations) {

    /** The verdict, be it given at once or later on the flow's thread, which is this one. */
    Verdict judgedBy(Authenticator authenticator, QueuedFlow flow) {
        AtomicReference<Verdict> verdict = start(authenticator, flow);
        if (verdict.get() == null) {
            flow.runNext();
        }
        assertTrue(verdict.get() != null, "no verdict");
        return verdict.get();
    }

    /** Holds the verdict as soon as there is one. */
    AtomicReference<Verdict> start(Authenticator authenticator, QueuedFlow flow) {
        Thread flowThread = Thread.currentThread();
        AtomicReference<Verdict> given = new AtomicReference<>();
        RequestDispatcher dispatcher = new RequestDispatcher(
                new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS),
                new Responses("Rollcall"),
                (request, over) -> {
                    Verdict verdict = authenticator.authenticate(request, flow);
                    if (verdict instanceof Verdict.Undecided undecided) {
                        undecided.decide(over, decided -> {
                            assertSame(flowThread, Thread.currentThread());
                            assertTrue(given.compareAndSet(null, decided), "two verdicts");
                        });
                    } else {
                        given.set(verdict);
                    }
                },
                Set.of(),
                System::nanoTime);
        byte[] bytes = text().getBytes(StandardCharsets.UTF_8);
        dispatcher.received(bytes, 0, bytes.length, flow);
        // The request was valid only until now.
        Arrays.fill(bytes, (byte) 0);
        return given;
    }

    private String text() {
        StringBuilder message = new StringBuilder("REGISTER " + DigestClient.URI + " SIP/2.0\r\n")
                .append("Via: SIP/2.0/UDP 192.0.2.1:5062;branch=z9hG4bK776asdhds\r\n")
                .append("Max-Forwards: 70\r\nFrom: <").append(from).append(">;tag=1928301774\r\nTo: <").append(to)
                .append(">\r\nCall-ID: a84b4c76e66710\r\nCSeq: 1 REGISTER\r\n");
        for (String authorization : authorizations) {
            message.append("Authorization: ").append(authorization).append("\r\n");
        }
        return message.append("Content-Length: 0\r\n\r\n").toString();
    }
}
