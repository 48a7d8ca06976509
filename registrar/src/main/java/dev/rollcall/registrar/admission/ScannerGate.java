package dev.rollcall.registrar.admission;

import dev.rollcall.log.LineLimit;
import dev.rollcall.log.ServerLog;
import dev.rollcall.modparam.Networks;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.HeaderName;
import dev.rollcall.registrar.sip.RequestTaker;
import dev.rollcall.registrar.sip.SipRequest;
import dev.rollcall.uri.Ascii;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Drops requests whose User-Agent is that of a program that looks for victims. Safe for any thread. */
public final class ScannerGate implements RequestTaker {
    private static final ServerLog LOG = ServerLog.of("core", "scanner");

    /** What the names of scanners begin with, in lower case, by their first byte; {@code null} where none does. */
    private final byte[][][] beginnings = new byte[1 << Byte.SIZE][][];
    private final Networks trusted;
    private final LineLimit dropped;

    /**
     * @param beginnings of User-Agents, in any case, none of them empty
     * @param trusted sources whose requests are not looked at
     * @param nanoClock elapsed time, for the rate of log lines
     */
    public ScannerGate(List<String> beginnings, Networks trusted, LongSupplier nanoClock) {
        this.trusted = trusted;
        this.dropped = new LineLimit(nanoClock);
        for (String beginning : beginnings) {
            add(beginning.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void add(byte[] beginning) {
        int first = beginning[0] & 0xff;
        List<byte[]> alike = new ArrayList<>(beginnings[first] == null ? List.of() : List.of(beginnings[first]));
        alike.add(beginning);
        beginnings[first] = alike.toArray(byte[][]::new);
    }

    @Override
    public boolean takes(SipRequest request, Flow flow) {
        int header = request.find(HeaderName.USER_AGENT, 0);
        if (header < 0 || !isScanner(request.value(header)) || trusted.contains(flow.remote().getAddress())) {
            return false;
        }
        long before = dropped.add();
        if (before != LineLimit.NOT_DUE) {
            LOG.notice("dropped a request of {}, whose User-Agent is {} (rollcall.scanner_agents; {} more since the last"
                    + " such line)", flow.source(), request.value(header), before);
        }
        return true;
    }

    private boolean isScanner(Octets userAgent) {
        if (userAgent.isEmpty()) {
            return false;
        }
        byte[][] alike = beginnings[Ascii.lowerCase(userAgent.array()[userAgent.from()]) & 0xff];
        if (alike == null) {
            return false;
        }
        for (byte[] beginning : alike) {
            if (begins(userAgent, beginning)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(Octets userAgent, byte[] beginning) {
        return userAgent.length() >= beginning.length
                && Ascii.equalsIgnoreCase(userAgent.array(), userAgent.from(), beginning, 0, beginning.length);
    }

    /** How many requests were dropped. */
    long dropped() {
        return dropped.total();
    }
}
