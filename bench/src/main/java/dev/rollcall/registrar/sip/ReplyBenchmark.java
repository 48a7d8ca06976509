package dev.rollcall.registrar.sip;

import dev.rollcall.bench.AnswerSink;
import dev.rollcall.bench.Requests;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code java -jar bench/target/bench.jar ReplyBenchmark -prof gc}
 *
 * <p>The bytes of an answer to a REGISTER: the 200 with its Contact, and the shortest one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ReplyBenchmark {
    private static final List<Header> REGISTERED = List.of(
            new Header("Contact", "<sip:alice@192.0.2.7:5060;ob>;q=0.5;expires=3600"),
            new Header("Date", "Sat, 21 Nov 2026 09:41:47 GMT"));

    private final Responses responses = new Responses("Rollcall/benchmark");
    private final AnswerSink phone = new AnswerSink();
    private final SipRequest request = request();

    private static SipRequest request() {
        byte[] bytes = Requests.bytes(Requests.PHONE);
        SipParser parser = new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS);
        return ((SipRequest) parser.parse(bytes, 0, bytes.length)).retained();
    }

    /** A registration's answer. */
    @Benchmark
    public AnswerSink ok() {
        responses.send(request, phone, 200, "OK", REGISTERED);
        return phone;
    }

    /** A refusal without a word of its own. */
    @Benchmark
    public AnswerSink forbidden() {
        responses.send(request, phone, 403, "Forbidden", List.of());
        return phone;
    }
}
