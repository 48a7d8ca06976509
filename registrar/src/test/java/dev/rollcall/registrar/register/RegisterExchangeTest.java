package dev.rollcall.registrar.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.auth.Authenticator;
import dev.rollcall.registrar.auth.Verdict;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.registrar.usrloc.LocationService;
import dev.rollcall.registrar.usrloc.Outcome;
import dev.rollcall.registrar.usrloc.Outcome.Accepted;
import dev.rollcall.registrar.usrloc.Outcome.Reason;
import dev.rollcall.registrar.usrloc.Outcome.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A REGISTER between its arrival and its answer: retransmissions, credentials, a database that takes its time. */
class RegisterExchangeTest {
    private static final Register REGISTER = Register.request().contact("<sip:alice@192.0.2.7>");

    private final RecordingFlow flow = new RecordingFlow(Transport.UDP, 5062, 0);
    private final List<Consumer<Outcome>> saves = new ArrayList<>();
    private final LocationService slow = (registration, now, done) -> saves.add(done);

    @Test
    void handle_retransmission_getsTheSameAnswerAndChangesNothing() {
        Registrar registrar = new Registrar();
        registrar.receive(flow, REGISTER);
        registrar.advance(10);
        registrar.receive(flow, REGISTER);

        assertEquals(2, flow.sent().size());
        assertEquals(flow.sent().get(0), flow.sent().get(1));
        assertEquals(flow.ports().get(0), flow.ports().get(1));
        assertEquals(Registrar.NOW + 3600, registrar.contact("alice@example.com").binding().expires());
    }

    @Test
    void handle_sameRequestUnderAnotherBranchOrFromElsewhere_isNoRetransmission() {
        Registrar registrar = new Registrar();
        registrar.receive(flow, Register.request().contact("<sip:alice@192.0.2.7>"));

        Reply branch = registrar.send(Register.request().branch("z9hG4bKother").contact("<sip:alice@192.0.2.7>"));
        assertEquals("Invalid CSeq number", branch.header("P-Registrar-Error"));

        RecordingFlow elsewhere = new RecordingFlow(Transport.UDP, 5063, 0);
        assertEquals(400, registrar.send(elsewhere, Register.request().contact("<sip:alice@192.0.2.7>")).status());
    }

    @Test
    void handle_sameRequestOverAStream_isNoRetransmission() {
        Registrar registrar = new Registrar();
        RecordingFlow stream = new RecordingFlow(Transport.TCP, 5062, 1);

        assertEquals(200, registrar.send(stream, REGISTER).status());
        assertEquals(400, registrar.send(stream, REGISTER).status());
    }

    @Test
    void handle_retransmissionWhileInProgress_isAbsorbed() {
        Registrar registrar = new Registrar(slow, Optional.empty());
        registrar.receive(flow, REGISTER);
        registrar.receive(flow, REGISTER);

        assertEquals(List.of(), flow.sent());
        assertEquals(1, saves.size());

        saves.get(0).accept(new Accepted(List.of()));
        assertEquals(1, flow.sent().size());
        registrar.receive(flow, REGISTER);
        assertEquals(List.of(flow.sent().get(0), flow.sent().get(0)), flow.sent());
        assertEquals(1, saves.size());
    }

    @Test
    void handle_outcomeFromAnotherThread_isAnsweredOnTheFlowsThread() throws Exception {
        Registrar registrar = new Registrar(slow, Optional.empty());
        registrar.receive(flow, REGISTER);

        Thread database = new Thread(() -> saves.get(0).accept(new Accepted(List.of())), "database");
        database.start();
        database.join();

        assertEquals(List.of(), flow.sent());
        flow.runTask();
        Reply reply = new Reply(flow.sent().get(0));
        assertEquals(200, reply.status());
        assertEquals("call-1@192.0.2.7", reply.header("Call-ID"));
        assertEquals("1 REGISTER", reply.header("CSeq"));
    }

    @Test
    void handle_databaseDidNotTakeIt_isUnavailableForAWhile() {
        Registrar registrar = new Registrar(slow, Optional.empty());
        registrar.receive(flow, REGISTER);

        saves.get(0).accept(new Refused(Reason.DATABASE));

        Reply reply = new Reply(flow.sent().get(0));
        assertEquals(503, reply.status());
        assertEquals("10", reply.header("Retry-After"));
        assertNull(reply.header("Contact"));
    }

    @Test
    void handle_unknownExtensionRequired_isRefusedByName() {
        Reply reply = new Registrar().send(Register.request().header("Require", "path, foo,bar"));

        assertEquals(420, reply.status());
        assertEquals("foo, bar", reply.header("Unsupported"));
    }

    @Test
    void handle_challenge_isAnswered401WithEveryAlgorithm() {
        Reply reply = judged(new Verdict.Challenge(Octets.of(
                "WWW-Authenticate: Digest algorithm=SHA-256\r\nWWW-Authenticate: Digest algorithm=MD5\r\n"), false));

        assertEquals(401, reply.status());
        assertEquals("Unauthorized", reply.reason());
        assertEquals(List.of("Digest algorithm=SHA-256", "Digest algorithm=MD5"), reply.headers("WWW-Authenticate"));
        assertEquals(0, saves.size());
    }

    @Test
    void handle_otherVerdicts_areAnsweredWithoutSaving() {
        Reply forbidden = judged(new Verdict.Forbidden("alice is not bob"));
        assertEquals(403, forbidden.status());
        assertTrue(!forbidden.text().contains("bob"));

        Reply malformed = judged(new Verdict.Malformed("Authorization parse error"));
        assertEquals(400, malformed.status());
        assertEquals("Authorization parse error", malformed.header("P-Registrar-Error"));

        Reply unavailable = judged(new Verdict.Unavailable(7));
        assertEquals(503, unavailable.status());
        assertEquals("7", unavailable.header("Retry-After"));
        assertEquals(0, saves.size());
    }

    @Test
    void handle_granted_isSaved() {
        List<Verdict> verdicts = new ArrayList<>();
        Registrar registrar = new Registrar(slow, Optional.of((request, from) -> {
            verdicts.add(new Verdict.Granted());
            return verdicts.get(0);
        }));
        registrar.receive(flow, REGISTER);
        registrar.receive(flow, REGISTER);

        assertEquals(1, saves.size());
        // a retransmission uses up no nonce
        assertEquals(1, verdicts.size());
    }

    @Test
    void handle_malformedRequestWithoutCredentials_isChallengedFirst() {
        Authenticator challenge =
                (request, from) -> new Verdict.Challenge(Octets.of("WWW-Authenticate: Digest\r\n"), false);
        Registrar registrar = new Registrar(slow, Optional.of(challenge));

        assertEquals(401, registrar.send(Register.request().contact("<sip:alice")).status());
    }

    private Reply judged(Verdict verdict) {
        Registrar registrar = new Registrar(slow, Optional.of((request, from) -> verdict));
        return registrar.send(new RecordingFlow(Transport.UDP, 5062, 0), REGISTER);
    }
}
