package dev.rollcall.registrar.sip;

import dev.rollcall.bench.Requests;
import gov.nist.core.CommonLogger;
import gov.nist.core.StackLogger;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.lang.reflect.Proxy;
import java.text.ParseException;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * {@code java -jar bench/target/bench.jar ParserBenchmark -prof gc}
 *
 * <p>A REGISTER's bytes parsed: ours alone, ours with what registering asks it for, and JAIN-SIP's StringMsgParser,
 * which understands every header at once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ParserBenchmark {
    private final byte[] register = Requests.bytes(Requests.PHONE);
    private final SipParser parser =
            new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS);
    private final StringMsgParser jainSip = new StringMsgParser();

    /** Gives JAIN-SIP a logger that says nothing: without one it looks for log4j 1.2, which is not there, and dies. */
    @Setup
    public void silenceJainSip() {
        CommonLogger.legacyLogger = (StackLogger) Proxy.newProxyInstance(
                ParserBenchmark.class.getClassLoader(), new Class<?>[] {StackLogger.class},
                (proxy, method, arguments) -> nothing(method.getReturnType()));
    }

    private static Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? (Object) 0 : null;
    }

    /** Start line, headers, mandatory headers, topmost Via. */
    @Benchmark
    public SipRequest rollcall() {
        return (SipRequest) parser.parse(register, 0, register.length);
    }

    /** And what a registrar reads besides: To, Call-ID, CSeq, Contacts with their parameters, Expires, Path, Allow. */
    @Benchmark
    public void rollcallRead(Blackhole read) {
        SipRequest request = rollcall();
        read.consume(request.toUri());
        read.consume(request.callId());
        read.consume(request.cseq());
        ContactScanner contacts = request.contacts();
        while (contacts.next()) {
            read.consume(contacts.uri());
            read.consume(contacts.expires());
            read.consume(contacts.parameter("+sip.instance"));
        }
        read.consume(request.expires());
        read.consume(request.find(HeaderName.PATH, 0));
        read.consume(request.value(request.find(HeaderName.ALLOW, 0)));
        read.consume(request.value(request.find(HeaderName.USER_AGENT, 0)));
    }

    /** The baseline. */
    @Benchmark
    public SIPMessage jainSip() throws ParseException {
        return jainSip.parseSIPMessage(register, true, false, (fault, message, type, header, text) -> {
            throw fault;
        });
    }
}
