package dev.rollcall.uri;

import dev.rollcall.octets.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the {@code ;name=value} parameters behind a header's value as offsets (RFC 3261 25.1, generic-param). NOT
 * thread-safe; may be used again and again.
 */
public final class ParameterScanner {
    /** The most parameters that one value may have; more are refused. */
    public static final int MAX_PARAMETERS = 64;

    private static final int FIELDS = 4;
    private static final byte[] NO_BYTES = {};
    private static final int[] NO_OFFSETS = {};

    private byte[] bytes = NO_BYTES;
    private int[] offsets = NO_OFFSETS;
    private int count;

    /**
     * Scans all parameters that start at {@code from}, where a ';' or white space before it is expected.
     *
     * @return where the last one ends and the white space behind it, or -1 if one is malformed or a name is there twice
     */
    public int scan(byte[] source, int from, int to) {
        bytes = source;
        count = 0;
        int i = SipChars.endOfSpace(source, from, to);
        while (i < to && source[i] == ';') {
            i = scanOne(SipChars.endOfSpace(source, i + 1, to), to);
            if (i < 0) {
                return -1;
            }
        }
        return i;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** The index of a parameter by its name in lower case, or -1. */
    public int find(String lowerCaseName) {
        for (int i = 0; i < count; i++) {
            int start = nameStart(i);
            if (nameEnd(i) - start == lowerCaseName.length() && isName(start, lowerCaseName)) {
                return i;
            }
        }
        return -1;
    }

    /** Where a parameter's name starts. */
    public int nameStart(int index) {
        return offsets[index * FIELDS];
    }

    /** Where a parameter's name ends. */
    public int nameEnd(int index) {
        return offsets[index * FIELDS + 1];
    }

    /** Where a parameter's value starts, or -1 without one. */
    public int valueStart(int index) {
        return offsets[index * FIELDS + 2];
    }

    /** Where a parameter's value ends, or -1 without one. */
    public int valueEnd(int index) {
        return offsets[index * FIELDS + 3];
    }

    /** A parameter's value with quotes and escapes resolved; it has one. Copied only where there are escapes. */
    public Octets unquoted(int index) {
        int start = valueStart(index);
        int end = valueEnd(index);
        return bytes[start] == '"' ? unescaped(start + 1, end - 1) : Octets.of(bytes, start, end);
    }

    private Octets unescaped(int from, int to) {
        byte[] text = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            i += bytes[i] == '\\' ? 1 : 0;
            text[length++] = bytes[i];
        }
        return length == text.length ? Octets.of(bytes, from, to) : Octets.of(text, 0, length);
    }

    /** The parameters as values, in their order. */
    public List<Parameter> toList() {
        if (count == 0) {
            return List.of();
        }
        List<Parameter> parameters = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String value = valueStart(i) < 0 ? null : text(valueStart(i), valueEnd(i));
            parameters.add(new Parameter(text(nameStart(i), nameEnd(i)), value));
        }
        return List.copyOf(parameters);
    }

    private int scanOne(int nameStart, int to) {
        int nameEnd = SipChars.endOfRun(bytes, nameStart, to, SipChars.TOKEN);
        if (nameEnd == nameStart || count == MAX_PARAMETERS || isKnown(nameStart, nameEnd)) {
            return -1;
        }
        int equal = SipChars.endOfSpace(bytes, nameEnd, to);
        if (equal == to || bytes[equal] != '=') {
            add(nameStart, nameEnd, -1, -1);
            return equal;
        }
        int valueStart = SipChars.endOfSpace(bytes, equal + 1, to);
        int valueEnd = endOfValue(valueStart, to);
        if (valueEnd <= valueStart) {
            return -1;
        }
        add(nameStart, nameEnd, valueStart, valueEnd);
        return SipChars.endOfSpace(bytes, valueEnd, to);
    }

    // gen-value = token / host / quoted-string; what host allows beyond token is an IPv6 address. Via's received has
    // one without brackets too (via-received; RFC 5118 4.5).
    private int endOfValue(int start, int to) {
        if (start < to && bytes[start] == '"') {
            return QuotedString.end(bytes, start, to);
        }
        if (start < to && bytes[start] == '[') {
            return HostScanner.scan(bytes, start, to);
        }
        int end = SipChars.endOfRun(bytes, start, to, SipChars.TOKEN);
        return end < to && bytes[end] == ':' ? endOfIpv6(start, to) : end;
    }

    private int endOfIpv6(int start, int to) {
        int end = start;
        while (end < to && (bytes[end] == ':' || bytes[end] == '.' || SipChars.is(bytes[end], SipChars.HEX))) {
            end++;
        }
        return HostScanner.isIpv6(bytes, start, end) ? end : -1;
    }

    /** RFC 3261 7.3.1: no parameter name may be there twice. */
    private boolean isKnown(int nameStart, int nameEnd) {
        for (int i = 0; i < count; i++) {
            if (nameEnd(i) - nameStart(i) == nameEnd - nameStart
                    && Ascii.equalsIgnoreCase(bytes, nameStart(i), bytes, nameStart, nameEnd - nameStart)) {
                return true;
            }
        }
        return false;
    }

    private boolean isName(int start, String lowerCaseName) {
        for (int i = 0; i < lowerCaseName.length(); i++) {
            if (Ascii.lowerCase(bytes[start + i]) != lowerCaseName.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void add(int nameStart, int nameEnd, int valueStart, int valueEnd) {
        int at = count * FIELDS;
        if (at == offsets.length) {
            offsets = Arrays.copyOf(offsets, Math.max(4 * FIELDS, at * 2));
        }
        offsets[at] = nameStart;
        offsets[at + 1] = nameEnd;
        offsets[at + 2] = valueStart;
        offsets[at + 3] = valueEnd;
        count++;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
