package dev.rollcall.registrar.sip;

import dev.rollcall.uri.HostScanner;
import dev.rollcall.uri.ParameterScanner;
import dev.rollcall.uri.SipChars;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The topmost Via of a request (RFC 3261 20.42 and 25.1). Text is made when asked for. */
public final class Via {
    private static final int MAX_PORT = 65535;

    private final byte[] bytes;
    private final ParameterScanner parameters = new ParameterScanner();
    private int transportStart;
    private int transportEnd;
    private int hostStart;
    private int hostEnd;
    private int port = -1;
    private int end;

    private Via(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The first value of the Via header field in a range, or {@code null} where it is malformed. */
    static Via parse(byte[] bytes, int from, int to) {
        Via via = new Via(bytes);
        return via.scan(from, to) ? via : null;
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
        int branch = parameters.find("branch");
        return branch < 0 || parameters.valueStart(branch) < 0
                ? Optional.empty()
                : Optional.of(text(parameters.valueStart(branch), parameters.valueEnd(branch)));
    }

    /** Whether the sender asks for an answer to the port that it sent from (RFC 3581 3: rport without a value). */
    public boolean wantsSourcePort() {
        int rport = parameters.find("rport");
        return rport >= 0 && parameters.valueStart(rport) < 0;
    }

    /** What its offsets refer to. */
    byte[] bytes() {
        return bytes;
    }

    ParameterScanner parameters() {
        return parameters;
    }

    int hostStart() {
        return hostStart;
    }

    int hostEnd() {
        return hostEnd;
    }

    /** Where the value ends, at its comma or the header's end. */
    int end() {
        return end;
    }

    // sent-protocol LWS sent-by *( SEMI via-params ), white space allowed around each of its marks. The protocol's
    // name and version are tokens; a request of another version is answered too.
    private boolean scan(int from, int to) {
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
        return end >= 0 && (end == to || bytes[end] == ',') && isBranchValid();
    }

    private boolean isBranchValid() {
        int branch = parameters.find("branch");
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
