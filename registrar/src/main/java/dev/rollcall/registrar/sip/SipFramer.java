package dev.rollcall.registrar.sip;

import java.util.Arrays;

/**
 * Finds the messages in the bytes of one connection by their Content-Length (RFC 3261 18.3). One per connection, NOT
 * thread-safe. Whole messages are passed on from the array that they came in; only an unfinished one is copied.
 *
 * <p>Once a stream is broken, nothing of it can be trusted: all that comes later is discarded.
 */
public final class SipFramer {
    /** Takes what the framer finds, in order. */
    public interface Sink {
        /** One message from start line to body; the array is valid during the call only. */
        void message(byte[] bytes, int offset, int length);

        /** A double CRLF between messages, which RFC 5626 3.5.1 wants answered by one CRLF. */
        void keepAlive();

        /** The stream cannot be followed any further: the connection is to be closed once answers have gone out. */
        void broken(String cause);
    }

    private static final int UNKNOWN = -1;
    private static final byte[] NOTHING = {};

    private final int maxMessageBytes;
    private final Sink sink;
    private byte[] pending = NOTHING;
    private int pendingLength;
    /** How many bytes of the unfinished message have been searched for the end of its headers. */
    private int searched;
    /** The length of the unfinished message, once its headers are complete. */
    private int messageLength = UNKNOWN;
    private boolean emptyLineBefore;
    private boolean broken;

    /**
     * A framer for a new connection.
     *
     * @param maxMessageBytes the longest message, start line, headers and body together
     * @param sink what takes the messages
     */
    public SipFramer(int maxMessageBytes, Sink sink) {
        this.maxMessageBytes = maxMessageBytes;
        this.sink = sink;
    }

    /** Takes the next bytes of the stream, however they are split. */
    public void received(byte[] bytes, int offset, int length) {
        if (broken) {
            return;
        }
        if (pendingLength == 0) {
            keep(bytes, consume(bytes, offset, offset + length), offset + length);
        } else {
            append(bytes, offset, length);
            keep(pending, consume(pending, 0, pendingLength), pendingLength);
        }
    }

    /** Whether a message has begun and is not complete. */
    public boolean isInsideMessage() {
        return !broken && pendingLength > 0;
    }

    private int consume(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && !broken) {
            int next = isBetweenMessages() && bytes[start] == '\r'
                    ? consumeEmptyLine(bytes, start, to)
                    : consumeMessage(bytes, start, to);
            if (next == start) {
                return start;
            }
            start = next;
        }
        return start;
    }

    private boolean isBetweenMessages() {
        return searched == 0 && messageLength == UNKNOWN;
    }

    // RFC 3261 7.5: empty lines before a start line are ignored. RFC 5626 3.5.1: two of them are a keep-alive.
    private int consumeEmptyLine(byte[] bytes, int start, int to) {
        if (to - start < 2) {
            return start;
        }
        if (bytes[start + 1] != '\n') {
            breakOff("CR without LF between messages");
            return to;
        }
        if (emptyLineBefore) {
            sink.keepAlive();
        }
        emptyLineBefore = !emptyLineBefore;
        return start + 2;
    }

    private int consumeMessage(byte[] bytes, int start, int to) {
        emptyLineBefore = false;
        if (messageLength == UNKNOWN && !measure(bytes, start, to)) {
            return broken ? to : start;
        }
        if (to - start < messageLength) {
            return start;
        }
        int end = start + messageLength;
        searched = 0;
        messageLength = UNKNOWN;
        sink.message(bytes, start, end - start);
        return end;
    }

    /** Looks for the end of the headers and learns the message's length from them; false if there is none yet. */
    private boolean measure(byte[] bytes, int start, int to) {
        int headersEnd = findHeadersEnd(bytes, start, to);
        if (headersEnd < 0) {
            return false;
        }
        long contentLength = ContentLength.find(bytes, start, headersEnd);
        if (contentLength < 0 || headersEnd - start + contentLength > maxMessageBytes) {
            // The parser knows the fault too: the request is answered, then the connection closed.
            sink.message(bytes, start, headersEnd - start);
            breakOff(contentLength < 0 ? "no valid Content-Length" : "a message over " + maxMessageBytes + " bytes");
            return false;
        }
        messageLength = headersEnd - start + (int) contentLength;
        return true;
    }

    private int findHeadersEnd(byte[] bytes, int start, int to) {
        int limit = Math.min(to, start + maxMessageBytes);
        int end = Words.find(bytes, start + searched, limit, '\n');
        for (; end < limit; end = Words.find(bytes, end + 1, limit, '\n')) {
            if (end - start >= 3) {
                if (bytes[end - 1] == '\r' && bytes[end - 2] == '\n' && bytes[end - 3] == '\r') {
                    return end + 1;
                }
                if (bytes[end - 1] == '\n') {
                    breakOff("lines that end in LF without CR");
                    return -1;
                }
            }
        }
        searched = limit - start;
        if (searched == maxMessageBytes) {
            breakOff("headers over " + maxMessageBytes + " bytes");
        }
        return -1;
    }

    private void breakOff(String cause) {
        broken = true;
        sink.broken(cause);
    }

    private void append(byte[] bytes, int offset, int length) {
        if (pendingLength + length > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(pendingLength + length, pending.length * 2));
        }
        System.arraycopy(bytes, offset, pending, pendingLength, length);
        pendingLength += length;
    }

    private void keep(byte[] bytes, int from, int to) {
        pendingLength = broken ? 0 : to - from;
        if (pendingLength == 0) {
            pending = NOTHING;
        } else if (bytes != pending) {
            pending = Arrays.copyOfRange(bytes, from, to);
        } else if (from > 0) {
            System.arraycopy(pending, from, pending, 0, pendingLength);
        }
    }
}
