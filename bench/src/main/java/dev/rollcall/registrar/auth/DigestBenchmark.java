package dev.rollcall.registrar.auth;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
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
 * <p>What digest authentication computes: a nonce made, a nonce recognised, the Authorization header read, and the
 * response checked against a stored HA1. The look-up in the database is not here.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DigestBenchmark {
    private static final String REALM = "example.com";
    private static final String URI = "sip:example.com";

    /** The algorithm's name on the wire. */
    @Param({"MD5", "SHA-256"})
    public String algorithm;

    private final Nonces nonces = new Nonces(Duration.ofDays(1), System::nanoTime);
    private DigestAlgorithm hash;
    private String ha1;
    private String nonce;
    private List<String> header;
    private DigestCredentials credentials;

    /** Answers a challenge as a phone does. */
    @Setup
    public void answerChallenge() {
        hash = DigestAlgorithm.of(algorithm).orElseThrow();
        ha1 = hash.hash("alice", REALM, "secret");
        nonce = nonces.issue();
        String response =
                hash.hash(ha1, nonce, "00000001", "0a4f113b", "auth", hash.hash("REGISTER", URI));
        header = List.of("Digest username=\"alice\", realm=\"" + REALM + "\", nonce=\"" + nonce + "\", uri=\"" + URI
                + "\", response=\"" + response + "\", algorithm=" + algorithm
                + ", cnonce=\"0a4f113b\", qop=auth, nc=00000001");
        credentials = (DigestCredentials) Authorization.ofRealm(REALM, header);
    }

    /** For a challenge. */
    @Benchmark
    public String issueNonce() {
        return nonces.issue();
    }

    /** Whether a nonce is ours, and when it was made. */
    @Benchmark
    public OptionalLong recogniseNonce() {
        return nonces.issueTime(nonce);
    }

    /** The header's text into credentials. */
    @Benchmark
    public Object readHeader() {
        return Authorization.ofRealm(REALM, header);
    }

    /** The right response: hashed, and compared whole. */
    @Benchmark
    public boolean checkResponse() {
        if (!credentials.isProvenBy(hash, ha1, "REGISTER")) {
            throw new IllegalStateException("the benchmark's own credentials are refused");
        }
        return true;
    }
}
