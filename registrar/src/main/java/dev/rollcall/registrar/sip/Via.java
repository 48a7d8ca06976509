package dev.rollcall.registrar.sip;

import dev.rollcall.uri.HostScanner;
import dev.rollcall.uri.ParameterScanner;
import dev.rollcall.uri.SipChars;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The topmost Via of a request (RFC 3261 20.42 and 25.1). Text is made when asked for. To be used again for the next
 * request.
 */
public final class Via {
    private static final int MAX_PORT = 65535;

    private static final byte[] NO_BYTES = {};

    private final ParameterScanner parameters = new ParameterScanner();
    private byte[] bytes = NO_BYTES;
    private int transportStart;
    private int transportEnd;
    private int hostStart;
    private int hostEnd;
    private int port;
    private int branch;
    private int emptyRport;
    private int end;

    /** Scans the first value of a Via header; false where it is malformed. */
    boolean scan(HeaderTable table, int header) {
        bytes = table.bytes;
        return scanSentBy(table.valueStart(header), table.valueEnd(header));
    }

    /** The transport that the sender named, as it stands. */
    public String transport() {
        return text(transportStart, transportEnd);
    }

    /** The host that the sender named as it stands, IPv6 in brackets. */
    public String host() {
        return text(hostStart, hostEnd);
    }

    /** The port that the sender named, or -1 without one. */
    public int port() {
        return port;
    }

    /** The branch, or nothing without one. */
    public Optional<String> branch() {
        return branch < 0 ? Optional.empty() : Optional.of(text(branchStart(), branchEnd()));
    }

    /** Where the branch starts; its end without one. */
    int branchStart() {
        return branch < 0 ? end : parameters.valueStart(branch);
    }

    /** Where the branch ends. */
    int branchEnd() {
        return branch < 0 ? end : parameters.valueEnd(branch);
    }

    /** Whether the sender asks for an answer to the port that it sent from (RFC 3581 3: rport without a value). */
    public boolean wantsSourcePort() {
        return emptyRport >= 0;
    }

    /** What its offsets refer to. */
    public byte[] bytes() {
        return bytes;
    }

    /** The index of the rport without a value, or -1. */
    int emptyRport() {
        return emptyRport;
    }

    ParameterScanner parameters() {
        return parameters;
    }

    /** Where the host that the sender named starts. */
    public int hostStart() {
        return hostStart;
    }

    /** Where that host ends. */
    public int hostEnd() {
        return hostEnd;
    }

    /** Where the value ends, at its comma or the header's end. */
    int end() {
        return end;
    }

    // sent-protocol LWS sent-by *( SEMI via-params ), white space allowed around each of its marks. The protocol's
    // name and version are tokens; a request of another version is answered too.
    private boolean scanSentBy(int from, int to) {
        int nameEnd = SipChars.endOfRun(bytes, from, to, SipChars.TOKEN);
        int version = behind('/', nameEnd, to);
        if (nameEnd == from || version < 0) {
            return false;
        }
        int versionEnd = SipChars.endOfRun(bytes, version, to, SipChars.TOKEN);
        transportStart = behind('/', versionEnd, to);
        if (versionEnd == version || transportStart < 0) {
            return false;
        }
        transportEnd = SipChars.endOfRun(bytes, transportStart, to, SipChars.TOKEN);
        hostStart = SipChars.endOfSpace(bytes, transportEnd, to);
        if (transportEnd == transportStart || hostStart == transportEnd) {
            return false;
        }
        hostEnd = HostScanner.scan(bytes, hostStart, to);
        return hostEnd >= 0 && scanPortAndParameters(to);
    }

    private boolean scanPortAndParameters(int to) {
        int next = hostEnd;
        port = -1;
        int digits = behind(':', hostEnd, to);
        if (digits >= 0) {
            next = SipChars.endOfRun(bytes, digits, to, SipChars.DIGIT);
            long number = ContentLength.parse(bytes, digits, next);
            if (number < 0 || number > MAX_PORT) {
                return false;
            }
            port = (int) number;
        }
        end = parameters.scan(bytes, next, to);
        return end >= 0 && (end == to || bytes[end] == ',') && findParameters();
    }

    private boolean findParameters() {
        int rport = parameters.find("rport");
        emptyRport = rport >= 0 && parameters.valueStart(rport) < 0 ? rport : -1;
        branch = parameters.find("branch");
        return branch < 0 || parameters.valueStart(branch) >= 0 && bytes[parameters.valueStart(branch)] != '"';
    }

    /** Behind a mark and the white space around it, or -1 where another character is. */
    private int behind(char mark, int at, int to) {
        int i = SipChars.endOfSpace(bytes, at, to);
        return i < to && bytes[i] == mark ? SipChars.endOfSpace(bytes, i + 1, to) : -1;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
