package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rollcall.aor.AorPolicy;
import dev.rollcall.modparam.IdentityMatch;
import dev.rollcall.registrar.sip.RequestDispatcher;
import dev.rollcall.registrar.sip.Responses;
import dev.rollcall.registrar.sip.SipParser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What authentication allocates for a REGISTER with known credentials. A count, so that no machine is too slow. */
class DigestAllocationTest {
    private static final int USERS = 1_000;
    private static final int ROUNDS = 30;
    private static final long MAX_BYTES_PER_CHALLENGE = 600;
    private static final long MAX_BYTES_PER_GRANT = 1_200;
    private static final String REALM = "bench.test";

    @TempDir
    private Path folder;

    private final QueuedFlow flow = new QueuedFlow();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private DigestAuthenticator authenticator;
    private RequestDispatcher dispatcher;
    private long allocated;
    private Verdict verdict;

    @Test
    void authenticate_knownCredentials_allocatesNoMoreThanItsBound() throws IOException {
        open();
        long leastForChallenge = Long.MAX_VALUE;
        long leastForGrant = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long challenges = 0;
            long grants = 0;
            for (int user = 0; user < USERS; user++) {
                challenges += judge(user, "");
                String challenge = DigestClient.challenges(verdict).get(0);
                String answer = new DigestClient("u" + user, "secret").answer(challenge, 1);
                grants += judge(user, "Authorization: " + answer + "\r\n");
                assertEquals(new Verdict.Granted(), verdict);
            }
            leastForChallenge = Math.min(leastForChallenge, challenges / USERS);
            leastForGrant = Math.min(leastForGrant, grants / USERS);
        }
        assertTrue(leastForChallenge <= MAX_BYTES_PER_CHALLENGE, leastForChallenge + " bytes for a challenge");
        assertTrue(leastForGrant <= MAX_BYTES_PER_GRANT, leastForGrant + " bytes for a grant");
    }

    private void open() throws IOException {
        StringBuilder users = new StringBuilder();
        for (int user = 0; user < USERS; user++) {
            users.append('u').append(user).append(':').append(REALM).append(':')
                    .append(DigestAlgorithm.MD5.hash("u" + user, REALM, "secret")).append('\n');
        }
        AuthSettings settings = new AuthSettings(
                Optional.empty(), "", "", "", "", "", false, true, true, Duration.ofDays(1), Duration.ZERO,
                AorPolicy.DEFAULT, IdentityMatch.TO_AND_FROM);
        CredentialsFile file = CredentialsFile.read(Files.writeString(folder.resolve("users"), users));
        authenticator = DigestAuthenticator.of(file, settings);
        dispatcher = new RequestDispatcher(
                new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS),
                new Responses("Rollcall"),
                (request, over) -> {
                    long before = threads.getCurrentThreadAllocatedBytes();
                    verdict = authenticator.authenticate(request, flow);
                    allocated = threads.getCurrentThreadAllocatedBytes() - before;
                },
                Set.of(),
                System::nanoTime);
    }

    /** Judges one request; returns what was allocated for it. */
    private long judge(int user, String authorization) {
        byte[] bytes = ("REGISTER " + DigestClient.URI + " SIP/2.0\r\n"
                        + "Via: SIP/2.0/UDP 192.0.2.1:5062;branch=z9hG4bK776asdhds\r\nMax-Forwards: 70\r\n"
                        + "From: <sip:u" + user + "@bench.test>;tag=f" + user + "\r\n"
                        + "To: <sip:u" + user + "@bench.test>\r\n"
                        + "Call-ID: a84b4c76e66710\r\nCSeq: 1 REGISTER\r\n" + authorization
                        + "Content-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        dispatcher.received(bytes, 0, bytes.length, flow);
        return allocated;
    }
}
