package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.modparam.IdentityMatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DigestAuthenticatorTest {
    private static final String ALICE_HERE = "sip:alice@example.com";
    private static final String BOB_HERE = "sip:bob@example.com";
    private static final String ALICE_ELSEWHERE = "sip:alice@elsewhere.example";
    private static final DigestClient ALICE = new DigestClient("alice", "wonderland");
    private static final DigestClient BOB = new DigestClient("bob", "builder");
    private static final Verdict GRANTED = new Verdict.Granted();

    private final AtomicLong clock = new AtomicLong();
    private final MemoryStore store = new MemoryStore();
    private final QueuedFlow flow = new QueuedFlow();
    private IdentityMatch identity = IdentityMatch.TO_AND_FROM;
    private DigestAuthenticator authenticator = authenticator(Optional.empty(), false);

    DigestAuthenticatorTest() {
        store.passwords.put(new Subscriber("alice", ""), "wonderland");
        store.passwords.put(new Subscriber("bob", ""), "builder");
    }

    @AfterEach
    void close() {
        authenticator.close();
    }

    @Test
    void judge_withoutCredentials_challengesBestAlgorithmFirst() {
        List<String> headers = DigestClient.challenges(judge());
        assertEquals(2, headers.size());
        String nonce = DigestClient.parameter(headers.get(0), "nonce");
        String common = "Digest realm=\"example.com\", nonce=\"" + nonce + "\", qop=\"auth\", algorithm=";
        assertEquals(List.of(common + "SHA-256", common + "MD5"), headers);
        assertEquals(0, store.questions.get());
    }

    @ParameterizedTest
    @EnumSource
    void judge_rightAnswer_granted(DigestAlgorithm algorithm) {
        assertEquals(GRANTED, judge(ALICE.answer(challengeFor(algorithm), 1)));
    }

    @Test
    void judge_secondRequest_grantedInPlaceWithoutTheStore() {
        String challenge = challengeFor(DigestAlgorithm.SHA_256);
        assertEquals(GRANTED, judge(ALICE.answer(challenge, 1)));
        assertEquals(GRANTED, inPlace(request(ALICE_HERE, ALICE_HERE, ALICE.answer(challenge, 2))));
        assertEquals(1, store.questions.get());
    }

    @Test
    void judge_cachedLongAgo_asksTheStoreAgain() {
        assertEquals(GRANTED, judge(ALICE.answer(challengeFor(DigestAlgorithm.MD5), 1)));
        clock.addAndGet(Duration.ofSeconds(60).toNanos());
        assertEquals(GRANTED, judge(ALICE.answer(challengeFor(DigestAlgorithm.MD5), 1)));
        assertEquals(2, store.questions.get());
    }

    @Test
    void judge_wrongPasswordOrUnknownUser_challengedAlike() {
        String wrong = shape(judge(new DigestClient("alice", "wrong").answer(challengeFor(DigestAlgorithm.MD5), 1)));
        String unknown = shape(judge(new DigestClient("nobody", "wrong").answer(challengeFor(DigestAlgorithm.MD5), 1)));
        String none = shape(judge());
        assertEquals(none, wrong);
        assertEquals(none, unknown);
        assertEquals(2, store.questions.get());
    }

    @Test
    void judge_wrongAnswerToOurNonce_isInVainAndNothingElseIs() {
        String challenge = challengeFor(DigestAlgorithm.MD5);
        assertTrue(challenge(judge(new DigestClient("alice", "wrong").answer(challenge, 1))).inVain());
        assertTrue(challenge(judge(new DigestClient("alice", "wrong").answer(challenge, 1))).inVain(), "not looked up");
        assertTrue(challenge(judge(new DigestClient("nobody", "wrong").answer(challenge, 1))).inVain());
        assertFalse(challenge(judge()).inVain());
        String foreign = challenge.replaceAll("nonce=\"[^\"]*\"", "nonce=\"0123456789abcdefghijklmnopq\"");
        assertFalse(challenge(judge(new DigestClient("alice", "wrong").answer(foreign, 1))).inVain());
    }

    @Test
    void has_aUser_byNameAndAccordingToTheStore() throws Exception {
        assertTrue(authenticator.has("alice", "anywhere.example").get());
        assertFalse(authenticator.has("nobody", "example.com").get());
        useSettings(Optional.empty(), true);
        assertFalse(authenticator.has("alice", "anywhere.example").get());
    }

    @Test
    void judge_wrongPasswordOfCachedUser_asksTheStoreAsForAnUnknownOne() {
        String challenge = challengeFor(DigestAlgorithm.MD5);
        assertEquals(GRANTED, judge(ALICE.answer(challenge, 1)));
        challenge(judge(new DigestClient("alice", "wrong").answer(challenge, 2)));
        assertEquals(2, store.questions.get());
        assertEquals(GRANTED, judge(ALICE.answer(challenge, 2)), "a failed guess uses up no count");
    }

    @Test
    void judge_changedPassword_worksAtOnce() {
        String challenge = challengeFor(DigestAlgorithm.MD5);
        assertEquals(GRANTED, judge(ALICE.answer(challenge, 1)));
        store.passwords.put(new Subscriber("alice", ""), "looking glass");
        assertEquals(GRANTED, judge(new DigestClient("alice", "looking glass").answer(challenge, 2)));
        assertEquals(shape(judge()), shape(judge(ALICE.answer(challenge, 3))));
    }

    @Test
    void judge_wrongPasswordAgain_asksTheStoreOnceASecondBeItAnybodysNameOrNot() {
        String challenge = challengeFor(DigestAlgorithm.MD5);
        for (String name : List.of("alice", "nobody")) {
            DigestClient wrong = new DigestClient(name, "wrong");
            int before = store.questions.get();
            challenge(judge(wrong.answer(challenge, 1)));
            challenge(inPlace(request(ALICE_HERE, ALICE_HERE, wrong.answer(challenge, 1))));
            assertEquals(before + 1, store.questions.get(), name);
            clock.addAndGet(Duration.ofSeconds(1).toNanos());
            challenge(judge(wrong.answer(challenge, 1)));
            assertEquals(before + 2, store.questions.get(), name);
        }
    }

    @Test
    void judge_rightPasswordAfterAWrongOne_grantedInPlace() {
        String challenge = challengeFor(DigestAlgorithm.MD5);
        challenge(judge(new DigestClient("alice", "wrong").answer(challenge, 1)));
        assertEquals(GRANTED, inPlace(request(ALICE_HERE, ALICE_HERE, ALICE.answer(challenge, 2))));
    }

    @Test
    void judge_userGone_refusedOnceTheSecretHasAged() {
        String challenge = challengeFor(DigestAlgorithm.MD5);
        assertEquals(GRANTED, judge(ALICE.answer(challenge, 1)));
        store.passwords.clear();
        assertEquals(GRANTED, judge(ALICE.answer(challenge, 2)));
        challenge(judge(new DigestClient("alice", "wrong").answer(challenge, 3)));
        challenge(judge(ALICE.answer(challenge, 3)));
    }

    @Test
    void judge_withoutCache_asksTheStoreForEachRequest() {
        authenticator.close();
        authenticator = authenticator(Optional.empty(), false, Duration.ZERO);
        for (int i = 1; i <= 3; i++) {
            assertEquals(GRANTED, judge(ALICE.answer(challengeFor(DigestAlgorithm.MD5), 1)));
            assertEquals(i, store.questions.get());
        }
    }

    @Test
    void judge_replayedAnswer_challengedAsStale() {
        String answer = ALICE.answer(challengeFor(DigestAlgorithm.MD5), 1);
        assertEquals(GRANTED, judge(answer));
        assertStale(judge(answer));
    }

    @Test
    void judge_agedNonce_challengedAsStaleWithoutTheStore() {
        String challenge = challengeFor(DigestAlgorithm.MD5);
        clock.addAndGet(Duration.ofSeconds(30).toNanos());
        assertEquals(GRANTED, judge(ALICE.answer(challenge, 1)));
        clock.addAndGet(1);
        assertStale(judge(ALICE.answer(challenge, 2)));
        assertStale(judge(new DigestClient("nobody", "x").answer(challenge, 1)));
        assertEquals(1, store.questions.get());
    }

    @Test
    void judge_nonceNotOurs_challengedAsStaleWithoutTheStore() {
        String challenge = challengeFor(DigestAlgorithm.MD5);
        String nonce = DigestClient.parameter(challenge, "nonce");
        String tampered = (nonce.charAt(0) == 'A' ? 'B' : 'A') + nonce.substring(1);
        assertStale(judge(ALICE.answer(challenge.replace(nonce, tampered), 1)));
        assertStale(judge(ALICE.answer(challenge.replace(nonce, "made-up"), 1)));
        assertEquals(0, store.questions.get());
    }

    @Test
    void judge_anothersNonce_challengedAsStale() {
        String challenge = challengeFor(DigestAlgorithm.MD5);
        assertEquals(GRANTED, judge(ALICE.answer(challenge, 1)));
        assertStale(judge(request(BOB_HERE, BOB_HERE, BOB.answer(challenge, 2))));
    }

    @Test
    void judge_withoutQop_challengedAnew() {
        assertEquals(shape(judge()), shape(judge(ALICE.oldAnswer(challengeFor(DigestAlgorithm.MD5)))));
    }

    @Test
    void judge_otherQopOrAlgorithm_challengedAnew() {
        String answer = ALICE.answer(challengeFor(DigestAlgorithm.MD5), 1);
        assertEquals(shape(judge()), shape(judge(answer.replace("qop=auth", "qop=auth-int"))));
        assertEquals(shape(judge()), shape(judge(answer.replace("algorithm=MD5", "algorithm=MD5-sess"))));
        assertEquals(shape(judge()), shape(judge(answer.replace("algorithm=MD5", "algorithm=SHA-512-256"))));
    }

    @Test
    void judge_otherRealm_challengedAnew() {
        String elsewhere = challengeFor(DigestAlgorithm.MD5).replace("example.com", "elsewhere.example");
        assertEquals(shape(judge()), shape(judge(ALICE.answer(elsewhere, 1))));
    }

    @Test
    void judge_headersOfSeveralRealms_takesOurs() {
        String challenge = challengeFor(DigestAlgorithm.MD5);
        String elsewhere = BOB.answer(challenge.replace("example.com", "elsewhere.example"), 1);
        assertEquals(GRANTED, judge(elsewhere, ALICE.answer(challenge, 1)));
    }

    @Test
    void judge_malformed_saysSo() {
        assertEquals(new Verdict.Malformed("Digest without parameters"), judge("Digest"));
        String answer = ALICE.answer(challengeFor(DigestAlgorithm.MD5), 1);
        assertEquals(new Verdict.Malformed("Digest nc is not 8 hex digits"), judge(answer.replace("nc=0", "nc=")));
    }

    @Test
    void judge_uriIsNotTheRequestUri_malformed() {
        String challenge = challengeFor(DigestAlgorithm.MD5);
        Verdict expected = new Verdict.Malformed("Digest uri is not the Request-URI");
        assertEquals(expected, judge(ALICE.answer(challenge, 1, "sip:elsewhere.example")));
        assertEquals(expected, judge(ALICE.answer(challenge, 1, "sips:example.com")));
        assertEquals(expected, judge(ALICE.answer(challenge, 1, "*")));
        assertEquals(GRANTED, judge(ALICE.answer(challenge, 1, "sip:EXAMPLE.com")), "the same by RFC 3261 19.1.4");
    }

    @Test
    void judge_toOrFromOfAnother_forbidden() {
        String reason = "credentials of alice in realm example.com used for To %s and From %s";
        assertEquals(
                new Verdict.Forbidden(String.format(reason, "bob@example.com", "alice@example.com")),
                judge(request(ALICE_HERE, BOB_HERE, ALICE.answer(challengeFor(DigestAlgorithm.MD5), 1))));
        assertEquals(
                new Verdict.Forbidden(String.format(reason, "alice@example.com", "bob@example.com")),
                judge(request(BOB_HERE, ALICE_HERE, ALICE.answer(challengeFor(DigestAlgorithm.MD5), 1))));
    }

    @ParameterizedTest
    @CsvSource({
        "TO_AND_FROM, alice, alice, true", "TO_AND_FROM, alice, bob, false", "TO_AND_FROM, bob, alice, false",
        "TO, alice, bob, true", "TO, bob, alice, false", "TO, bob, bob, false",
        "DOMAIN, bob, bob, true", "DOMAIN, bob@elsewhere.example, bob, false"})
    void judge_provenUser_mayRegisterWhomThePolicyLetsHim(
            IdentityMatch policy, String to, String from, boolean granted) {
        identity = policy;
        useSettings(Optional.of("example.com"), true);
        store.passwords.put(new Subscriber("alice", "example.com"), "wonderland");
        String answer = ALICE.answer(challengeFor(DigestAlgorithm.MD5), 1);
        Verdict verdict = judge(request(uri(from), uri(to), answer));
        assertEquals(granted ? Verdict.Granted.class : Verdict.Forbidden.class, verdict.getClass());
    }

    private static String uri(String user) {
        return "sip:" + (user.contains("@") ? user : user + "@example.com");
    }

    @Test
    void judge_toOfAnotherWithWrongPassword_challengedNotForbidden() {
        String guess = new DigestClient("alice", "wrong").answer(challengeFor(DigestAlgorithm.MD5), 1);
        assertEquals(shape(judge()), shape(judge(request(BOB_HERE, BOB_HERE, guess))));
    }

    @Test
    void judge_userNameWithDomain_mustBeTheDomainOfToAndFrom() {
        DigestClient whole = new DigestClient("alice@Example.com", "wonderland");
        assertEquals(GRANTED, judge(whole.answer(challengeFor(DigestAlgorithm.SHA_256), 1)));
        DigestClient elsewhere = new DigestClient("alice@elsewhere.example", "wonderland");
        assertInstanceOf(
                Verdict.Forbidden.class, judge(elsewhere.answer(challengeFor(DigestAlgorithm.SHA_256), 1)));
    }

    @Test
    void judge_useDomain_subscriberIsUserInDomain() {
        useSettings(Optional.empty(), true);
        store.passwords.clear();
        store.passwords.put(new Subscriber("alice", "example.com"), "wonderland");
        store.passwords.put(new Subscriber("alice", "elsewhere.example"), "other");
        assertEquals(GRANTED, judge(ALICE.answer(challengeFor(DigestAlgorithm.MD5), 1)));

        String elsewhere = firstChallenge(judge(request(ALICE_ELSEWHERE, ALICE_ELSEWHERE)));
        assertEquals("elsewhere.example", DigestClient.parameter(elsewhere, "realm"));
        challenge(judge(request(ALICE_ELSEWHERE, ALICE_ELSEWHERE, ALICE.answer(elsewhere, 1))));
        DigestClient other = new DigestClient("alice", "other");
        assertEquals(
                new Verdict.Granted(),
                judge(request(ALICE_ELSEWHERE, ALICE_ELSEWHERE, other.answer(elsewhere, 1))));
        assertInstanceOf(
                Verdict.Forbidden.class, judge(request(ALICE_HERE, ALICE_ELSEWHERE, other.answer(elsewhere, 2))));
    }

    @Test
    void judge_configuredRealm_challengedWithIt() {
        useSettings(Optional.of("Our Phones"), false);
        String challenge = challengeFor(DigestAlgorithm.MD5);
        assertEquals("Our Phones", DigestClient.parameter(challenge, "realm"));
        assertEquals(new Verdict.Granted(), judge(ALICE.answer(challenge, 1)));
    }

    @Test
    void judge_userNameOfOtherScripts_granted() {
        store.passwords.put(new Subscriber("jürgen\"q\\", ""), "pässwörd");
        String juergen = "sip:jürgen%22q%5C@example.com";
        String answer = new DigestClient("jürgen\"q\\", "pässwörd").answer(challengeFor(DigestAlgorithm.SHA_256), 1);
        String quoted = answer.replace("jürgen\"q\\", "jürgen\\\"q\\\\");
        assertNotEquals(answer, quoted);
        assertEquals(
                new Verdict.Granted(), judge(request(juergen, juergen, quoted)));
    }

    @Test
    void judge_storeDown_unavailableUntilItIsBack() {
        store.first = () -> {
            throw new IllegalStateException("down");
        };
        String challenge = challengeFor(DigestAlgorithm.MD5);
        assertEquals(new Verdict.Unavailable(10), judge(ALICE.answer(challenge, 1)));
        store.first = () -> {};
        assertEquals(GRANTED, judge(ALICE.answer(challenge, 1)));
        store.first = () -> {
            throw new IllegalStateException("down");
        };
        assertEquals(GRANTED, judge(ALICE.answer(challenge, 2)), "cached");
    }

    @Test
    void judge_afterClose_unavailable() {
        String challenge = challengeFor(DigestAlgorithm.MD5);
        authenticator.close();
        assertEquals(new Verdict.Unavailable(10), judge(ALICE.answer(challenge, 1)));
    }

    @Test
    void toString_ofSecrets_showsNone() {
        assertFalse(new Secret.Password("wonderland").toString().contains("wonderland"));
        String hash = DigestClient.hash("MD5", "x");
        assertFalse(new Secret.Hashes(Map.of(DigestAlgorithm.MD5, hash)).toString().contains(hash));
    }

    private Verdict judge(String... authorizations) {
        return judge(request(ALICE_HERE, ALICE_HERE, authorizations));
    }

    private Verdict judge(ReceivedRegister request) {
        return request.judgedBy(authenticator, flow);
    }

    private Verdict inPlace(ReceivedRegister request) {
        Verdict verdict = request.start(authenticator, flow).get();
        assertTrue(verdict != null, "no verdict in place");
        return verdict;
    }

    private static ReceivedRegister request(String from, String to, String... authorizations) {
        return new ReceivedRegister(from, to, authorizations);
    }

    private String challengeFor(DigestAlgorithm algorithm) {
        return DigestClient.challenges(judge()).stream()
                .filter(header -> header.contains("algorithm=" + algorithm.token()))
                .findFirst()
                .orElseThrow();
    }

    private static String firstChallenge(Verdict verdict) {
        return DigestClient.challenges(verdict).get(0);
    }

    private static Verdict.Challenge challenge(Verdict verdict) {
        return assertInstanceOf(Verdict.Challenge.class, verdict);
    }

    private static void assertStale(Verdict verdict) {
        for (String header : DigestClient.challenges(verdict)) {
            assertTrue(header.endsWith(", stale=true"), header);
        }
    }

    /** A challenge but for its nonce. */
    private static String shape(Verdict verdict) {
        return challenge(verdict).headers().toString().replaceAll("nonce=\"[^\"]*\"", "nonce");
    }

    private void useSettings(Optional<String> realm, boolean useDomain) {
        authenticator.close();
        authenticator = authenticator(realm, useDomain);
    }

    private DigestAuthenticator authenticator(Optional<String> realm, boolean useDomain) {
        return authenticator(realm, useDomain, Duration.ofSeconds(60));
    }

    private DigestAuthenticator authenticator(Optional<String> realm, boolean useDomain, Duration cacheTime) {
        AuthSettings settings = new AuthSettings(
                realm,
                "subscriber",
                "username",
                "domain",
                "password",
                "ha1_sha256",
                true,
                useDomain,
                true,
                Duration.ofSeconds(30),
                cacheTime,
                AorPolicy.DEFAULT,
                identity);
        return DigestAuthenticator.of(settings, store, clock::get);
    }
}
