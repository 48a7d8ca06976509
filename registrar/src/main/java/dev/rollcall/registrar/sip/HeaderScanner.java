package dev.rollcall.registrar.sip;

import dev.rollcall.uri.SipChars;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The first pass over a message: finds its lines and fills a {@link HeaderTable}. It goes on behind a malformed line,
 * so that a request can still be answered; the first fault counts. One per message, NOT thread-safe.
 */
final class HeaderScanner {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_HIGH_BIT = 0x8080808080808080L;
    private static final long EACH_SPACE = 0x2020202020202020L;
    private static final long EACH_ONE = 0x0101010101010101L;

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final int maxHeaders;
    private final HeaderTable table;
    private boolean folded;
    private boolean ascii = true;
    private int seenNames;
    private Fault fault;

    HeaderScanner(byte[] bytes, int from, int to, int maxHeaders) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.maxHeaders = maxHeaders;
        this.table = new HeaderTable(bytes);
    }

    /** Scans the message; what comes out is incomplete if it is folded. */
    void scan() {
        table.startLineStart = from;
        table.startLineEnd = endOfLine(from);
        table.bodyStart = to;
        table.bodyEnd = to;
        int line = table.startLineEnd + 2;
        while (line < to && !isEmptyLine(line)) {
            if (bytes[line] == ' ' || bytes[line] == '\t') {
                folded = true;
                return;
            }
            line = scanHeader(line);
        }
        if (line < to) {
            table.bodyStart = line + 2;
        } else {
            fail(Fault.Kind.UNFINISHED, null);
        }
        if (!ascii && !isUtf8(from, table.bodyStart)) {
            fail(Fault.Kind.NOT_UTF8, null);
        }
    }

    /** Whether a header goes on in a second line, so that the message must be unfolded first. */
    boolean isFolded() {
        return folded;
    }

    /** The first fault, or {@code null}. */
    Fault fault() {
        return fault;
    }

    HeaderTable table() {
        return table;
    }

    /** Scans one header line; returns where the next one starts. */
    private int scanHeader(int line) {
        int nameEnd = SipChars.endOfRun(bytes, line, to, SipChars.TOKEN);
        int colon = SipChars.endOfSpace(bytes, nameEnd, to);
        int end = endOfLine(colon);
        if (nameEnd == line || colon == to || bytes[colon] != ':') {
            fail(Fault.Kind.HEADER_LINE, null);
        } else if (table.count() == maxHeaders) {
            fail(Fault.Kind.TOO_MANY_HEADERS, null);
        } else {
            add(HeaderName.of(bytes, line, nameEnd), line, nameEnd, colon + 1, end);
        }
        return end + 2;
    }

    private void add(HeaderName name, int nameStart, int nameEnd, int from, int lineEnd) {
        int valueStart = SipChars.endOfSpace(bytes, from, lineEnd);
        int valueEnd = lineEnd;
        while (valueEnd > valueStart && (bytes[valueEnd - 1] == ' ' || bytes[valueEnd - 1] == '\t')) {
            valueEnd--;
        }
        int bit = 1 << name.ordinal();
        if (name.isSingle() && (seenNames & bit) != 0) {
            fail(Fault.Kind.DUPLICATE, name);
        }
        seenNames |= bit;
        table.add(name, nameStart, nameEnd, valueStart, valueEnd);
    }

    /** Where the CRLF of the line is, or the end of the message if there is none. */
    private int endOfLine(int start) {
        int i = start;
        while (true) {
            i = endOfPrintable(i);
            if (i == to) {
                fail(Fault.Kind.UNFINISHED, null);
                return to;
            }
            int c = bytes[i];
            if (c == '\r' && i + 1 < to && bytes[i + 1] == '\n') {
                return i;
            }
            if (c < 0) {
                ascii = false;
            } else if (c != '\t' && !isQuotedControl(i, start)) {
                fail(Fault.Kind.HEADER_LINE, null);
            }
            i++;
        }
    }

    /** RFC 3261 25.1: inside a quoted string a backslash lets any control character pass but CR and LF. */
    private boolean isQuotedControl(int at, int start) {
        return at > start && bytes[at - 1] == '\\' && bytes[at] != '\r' && bytes[at] != '\n';
    }

    /** The first byte that is not from 0x20 to 0x7e, eight at a time. */
    private int endOfPrintable(int start) {
        int i = start;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long word = (long) WORD.get(bytes, i);
            // The lowest high bit is exact: borrow and carry only reach bytes above the first hit.
            long hits = (word - EACH_SPACE | word | word + EACH_ONE) & EACH_HIGH_BIT;
            if (hits != 0) {
                return i + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        while (i < to && bytes[i] >= ' ' && bytes[i] < 0x7f) {
            i++;
        }
        return i;
    }

    private boolean isEmptyLine(int line) {
        return bytes[line] == '\r' && line + 1 < to && bytes[line + 1] == '\n';
    }

    private boolean isUtf8(int start, int end) {
        CharBuffer characters = CharBuffer.allocate(end - start);
        ByteBuffer source = ByteBuffer.wrap(bytes, start, end - start);
        return !StandardCharsets.UTF_8.newDecoder().decode(source, characters, true).isError();
    }

    private void fail(Fault.Kind kind, HeaderName name) {
        if (fault == null) {
            fault = new Fault(kind, name);
        }
    }
}
