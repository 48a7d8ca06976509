package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code java -jar bench/target/bench.jar DigestBenchmark -prof gc}
 *
 * <p>What digest authentication computes: a nonce made, a nonce recognised, the Authorization header read, a
 * user's HA1 found, and the response checked against it. The look-up in the database is not here.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DigestBenchmark {
    private static final String REALM = "example.com";
    private static final Octets REALM_OCTETS = Octets.of(REALM);
    private static final String URI = "sip:example.com";
    private static final Octets METHOD = Octets.of("REGISTER");
    private static final int USERS = 1 << 17;

    /** The algorithm's name on the wire. */
    @Param({"MD5", "SHA-256"})
    public String algorithm;

    private final Nonces nonces = new Nonces(Duration.ofDays(1), System::nanoTime);
    private final ResponseHash responses = new ResponseHash();
    private final Ha1Table known = Ha1Table.unbounded();
    private final byte[] ha1 = new byte[ResponseHash.MAX_HASH_BYTES];
    private DigestAlgorithm hash;
    private Octets nonce;
    private List<Octets> header;
    private DigestCredentials credentials;
    private int user;

    /** Answers a challenge as a phone does. */
    @Setup
    public void answerChallenge() {
        hash = DigestAlgorithm.of(Octets.of(algorithm)).orElseThrow();
        String secret = hash.hash("u0", REALM, "secret");
        for (int i = 0; i < USERS; i++) {
            known.put(known.key(Octets.of("u" + i), REALM_OCTETS), Map.of(hash, secret));
        }
        nonce = nonces.issue();
        String response =
                hash.hash(secret, nonce.toString(), "00000001", "0a4f113b", "auth", hash.hash("REGISTER", URI));
        header = List.of(Octets.of("Digest username=\"u0\", realm=\"" + REALM + "\", nonce=\"" + nonce + "\", uri=\""
                + URI + "\", response=\"" + response + "\", algorithm=" + algorithm
                + ", cnonce=\"0a4f113b\", qop=auth, nc=00000001"));
        credentials = (DigestCredentials) Authorization.ofRealm(REALM_OCTETS, header);
    }

    /** For a challenge. */
    @Benchmark
    public Octets issueNonce() {
        return nonces.issue();
    }

    /** Whether a nonce is ours, and when it was made. */
    @Benchmark
    public long recogniseNonce() {
        return nonces.issueTime(nonce);
    }

    /** The header's text into credentials. */
    @Benchmark
    public Object readHeader() {
        return Authorization.ofRealm(REALM_OCTETS, header);
    }

    /** The HA1 of another user each time. */
    @Benchmark
    public boolean readHa1() {
        user = user + 7919 & USERS - 1;
        return known.read(known.key(Octets.of("u" + user), REALM_OCTETS), hash, ha1);
    }

    /** The right response: the user's HA1 read, hashed with, and compared whole. */
    @Benchmark
    public boolean checkResponse() {
        known.read(known.key(credentials.username(), credentials.realm()), hash, ha1);
        if (!responses.isProven(credentials, hash, ha1, METHOD)) {
            throw new IllegalStateException("the benchmark's own credentials are refused");
        }
        return true;
    }
}
