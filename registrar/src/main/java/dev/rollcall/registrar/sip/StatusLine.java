package dev.rollcall.registrar.sip;

import dev.rollcall.uri.SipChars;
import java.util.Optional;

/** The first line of a response (RFC 3261 7.2). */
final class StatusLine {
    private StatusLine() {}

    /** Whether a message is a response, well-formed or not: it begins with a version instead of a method. */
    static boolean begins(HeaderTable table) {
        return SipVersion.begins(table.bytes, table.startLineStart, table.startLineEnd);
    }

    /** The response, or the fault of its first line; a response is never answered. */
    static SipMessage parse(HeaderTable table) {
        byte[] bytes = table.bytes;
        int version = SipVersion.end(bytes, table.startLineStart, table.startLineEnd);
        int digits = version + 1;
        boolean valid = version >= 0
                && digits + 3 < table.startLineEnd
                && bytes[version] == ' '
                && SipChars.endOfRun(bytes, digits, table.startLineEnd, SipChars.DIGIT) == digits + 3
                && bytes[digits + 3] == ' ';
        return valid
                ? new SipResponse((int) ContentLength.parse(bytes, digits, digits + 3))
                : new MalformedMessage(Fault.of(Fault.Kind.START_LINE), Optional.empty());
    }
}
