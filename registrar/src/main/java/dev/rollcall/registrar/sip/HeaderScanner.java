package dev.rollcall.registrar.sip;

import dev.rollcall.uri.SipChars;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The first pass over a message: finds its lines and fills a {@link HeaderTable}. It goes on behind a malformed line,
 * so that a request can still be answered; the first fault counts. To be used again for the next message. NOT
 * thread-safe.
 */
final class HeaderScanner {
    private final HeaderTable table;
    private byte[] bytes;
    private int to;
    private int maxHeaders;
    private boolean folded;
    private boolean ascii;
    private int seenNames;
    private Fault fault;

    HeaderScanner(HeaderTable table) {
        this.table = table;
    }

    /** Scans a message; what comes out is incomplete if it is folded. */
    void scan(byte[] message, int start, int end, int headers) {
        bytes = message;
        to = end;
        maxHeaders = headers;
        folded = false;
        ascii = true;
        seenNames = 0;
        fault = null;
        table.begin(message);
        table.startLineStart = start;
        table.startLineEnd = endOfLine(start);
        table.bodyStart = end;
        table.bodyEnd = end;
        scanHeaders(table.startLineEnd + 2);
        if (!ascii && !folded && !isUtf8(start, table.bodyStart)) {
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

    private void scanHeaders(int firstLine) {
        int line = firstLine;
        while (line < to && !isLineEnd(line)) {
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
    }

    /** Scans one header line; returns where the next one starts. */
    private int scanHeader(int line) {
        int colon = nearColon(line);
        HeaderName name = HeaderName.of(bytes, line, colon);
        return name == HeaderName.OTHER ? scanOtherHeader(line) : add(name, line, colon, colon);
    }

    /** Scans a line that has no known name right before its colon, or no colon. */
    private int scanOtherHeader(int line) {
        int nameEnd = SipChars.endOfRun(bytes, line, to, SipChars.TOKEN);
        int colon = SipChars.endOfSpace(bytes, nameEnd, to);
        if (nameEnd > line && colon < to && bytes[colon] == ':') {
            return add(HeaderName.of(bytes, line, nameEnd), line, nameEnd, colon);
        }
        int end = endOfLine(colon);
        fail(Fault.Kind.HEADER_LINE, null);
        return end + 2;
    }

    /** Adds a header to the table; returns where the next line starts. */
    private int add(HeaderName name, int line, int nameEnd, int colon) {
        int end = endOfLine(colon);
        if (table.count() == maxHeaders) {
            fail(Fault.Kind.TOO_MANY_HEADERS, null);
            return end + 2;
        }
        int valueStart = SipChars.endOfSpace(bytes, colon + 1, end);
        int valueEnd = end;
        while (valueEnd > valueStart && (bytes[valueEnd - 1] == ' ' || bytes[valueEnd - 1] == '\t')) {
            valueEnd--;
        }
        int bit = 1 << name.ordinal();
        if ((seenNames & bit) != 0 && name.isSingle()) {
            fail(Fault.Kind.DUPLICATE, name);
        }
        seenNames |= bit;
        table.add(name, line, nameEnd, valueStart, valueEnd);
        return end + 2;
    }

    /** The first colon of a line where it is near enough to end a known name; else the line's start. */
    private int nearColon(int line) {
        if (line + NameWords.BYTES > to) {
            return line;
        }
        long marks = Words.equal(Words.get(bytes, line), ':');
        if (marks != 0) {
            return line + Words.first(marks);
        }
        marks = Words.equal(Words.get(bytes, line + Long.BYTES), ':');
        return marks == 0 ? line : line + Long.BYTES + Words.first(marks);
    }

    /** Where the CRLF of the line is, or the end of the message if there is none. */
    private int endOfLine(int start) {
        int i = endOfPrintable(start);
        while (!isLineEnd(i)) {
            if (i == to) {
                fail(Fault.Kind.UNFINISHED, null);
                return to;
            }
            int c = bytes[i];
            if (c < 0) {
                ascii = false;
            } else if (c != '\t' && !isQuotedControl(i, start)) {
                fail(Fault.Kind.HEADER_LINE, null);
            }
            i = endOfPrintable(i + 1);
        }
        return i;
    }

    private boolean isLineEnd(int at) {
        return at + 1 < to && bytes[at] == '\r' && bytes[at + 1] == '\n';
    }

    /** RFC 3261 25.1: inside a quoted string a backslash lets any control character pass but CR and LF. */
    private boolean isQuotedControl(int at, int start) {
        return at > start && bytes[at - 1] == '\\' && bytes[at] != '\r' && bytes[at] != '\n';
    }

    /** The first byte that is not from 0x20 to 0x7e, eight at a time. */
    private int endOfPrintable(int start) {
        int i = start;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long marks = Words.unprintable(Words.get(bytes, i));
            if (marks != 0) {
                return i + Words.first(marks);
            }
        }
        while (i < to && bytes[i] >= ' ' && bytes[i] < 0x7f) {
            i++;
        }
        return i;
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
