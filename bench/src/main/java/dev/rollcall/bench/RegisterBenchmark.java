package dev.rollcall.bench;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.registrar.register.RegisterHandler;
import dev.rollcall.registrar.register.RegisterSettings;
import dev.rollcall.registrar.sip.RequestDispatcher;
import dev.rollcall.registrar.sip.Responses;
import dev.rollcall.registrar.sip.SipParser;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.registrar.usrloc.MemoryLocationService;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code java -jar bench/target/bench.jar RegisterBenchmark -prof gc}
 *
 * <p>All that a REGISTER goes through but the network: bytes of a datagram in, bytes of the answer out. One phone
 * refreshes its contact without authentication, in memory. With {@code -prof gc} JMH adds the bytes allocated for each.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RegisterBenchmark {
    private static final String CSEQ = "CSeq: 0000000000 REGISTER";

    private byte[] datagram;
    private int cseqEnd;
    private int cseq;
    private RequestDispatcher dispatcher;
    private final AnswerSink phone = new AnswerSink();

    /** Puts the registrar's parts together as the server does in the mode without a database. */
    @Setup
    public void assemble() {
        String request = Requests.PHONE.replaceFirst("CSeq: .*", CSEQ);
        datagram = Requests.bytes(request);
        cseqEnd = request.indexOf(CSEQ) + CSEQ.indexOf(" REGISTER");
        IdParameters parameters = new IdParameters(
                ContactIdFormat.RELEASED, IdParameters.DEFAULT_HASH_SIZE, true, CharSign.SIGNED);
        LabelAllocator labels = new LabelAllocator(parameters, new SplittableRandom(1));
        LocationTable table = new LocationTable(parameters, labels, false);
        Responses responses = new Responses("Rollcall/benchmark");
        RegisterHandler register = new RegisterHandler(
                RegisterSettings.DEFAULT, new MemoryLocationService(table), Optional.empty(), responses,
                InstantSource.system());
        SipParser parser = new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS);
        dispatcher = new RequestDispatcher(
                parser, responses, register, RegisterSettings.DEFAULT.optionTags(), System::nanoTime);
    }

    /** One refresh, whose answer has to be a 200. */
    @Benchmark
    public char refresh() {
        raiseCseq();
        dispatcher.received(datagram, 0, datagram.length, phone);
        char answered = phone.lastClass();
        if (answered != '2') {
            throw new IllegalStateException("the registrar refuses the benchmark's REGISTER");
        }
        return answered;
    }

    private void raiseCseq() {
        int rest = ++cseq;
        for (int at = cseqEnd - 1; rest > 0; at--) {
            datagram[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
