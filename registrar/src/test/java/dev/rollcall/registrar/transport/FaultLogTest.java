package dev.rollcall.registrar.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rollcall.registrar.sip.Transport;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FaultLogTest {
    private static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.1", 5060);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final FaultLog faults = new FaultLog(nanos::get);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("proto_tcp:read");

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void add_manyFaults_areCountedAndWrittenOnceAnInterval() {
        for (int i = 0; i < 1000; i++) {
            faults.add(Fault.BROKEN_STREAM, Transport.TCP, PEER, "junk");
        }
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(FaultLog.SECONDS_BETWEEN_LINES));
        faults.add(Fault.BROKEN_STREAM, Transport.TCP, PEER, "more junk");

        assertEquals(1001, faults.count(Fault.BROKEN_STREAM));
        assertEquals(0, faults.count(Fault.TIMED_OUT));
        assertEquals(
                List.of(
                        "closing the connection from 192.0.2.1:5060: junk",
                        "closing the connection from 192.0.2.1:5060: more junk (999 more since the last such line)"),
                lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    @Test
    void add_throwable_isDescribedBriefly() {
        faults.add(Fault.BROKEN_STREAM, Transport.TCP, PEER, new IllegalStateException("long ".repeat(1000)));

        String line = lines.list.get(0).getFormattedMessage();
        assertTrue(line.startsWith("closing the connection from 192.0.2.1:5060: IllegalStateException: long "), line);
        assertTrue(line.length() < 300, line);
    }

    @Test
    void add_oneFaultOften_hidesNoOther() {
        faults.add(Fault.BROKEN_STREAM, Transport.TCP, PEER, "junk");
        faults.add(Fault.UNEXPECTED, Transport.TCP, PEER, "surprise");

        assertEquals(2, lines.list.size());
    }
}
