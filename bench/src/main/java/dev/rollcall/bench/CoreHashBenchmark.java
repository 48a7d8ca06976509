package dev.rollcall.bench;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.CoreHash;
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
 * {@code java -jar bench/target/bench.jar CoreHashBenchmark}
 *
 * <p>OpenSIPS' hash of an AOR, from its bytes and from its text, which has to be encoded first.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CoreHashBenchmark {
    /** The AOR that is hashed. */
    @Param({"alice@example.com", "+4930123456789012@registrar.region-one.example.com"})
    public String aor;

    private byte[] bytes;

    /** Encodes the AOR. */
    @Setup
    public void encode() {
        bytes = Requests.bytes(aor);
    }

    /** From the text. */
    @Benchmark
    public int text() {
        return CoreHash.of(aor, CharSign.SIGNED);
    }

    /** From its bytes. */
    @Benchmark
    public int bytes() {
        return CoreHash.of(bytes, 0, bytes.length, CharSign.SIGNED);
    }
}
