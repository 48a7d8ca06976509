package dev.rollcall.registrar.sip;

/**
 * What is wrong with a message.
 *
 * @param kind the rule that it breaks
 * @param header the header field that breaks it, or {@code null} where it is none in particular
 */
record Fault(Kind kind, HeaderName header) {
    /** The rules, each with the answer to a request that breaks it. */
    enum Kind {
        /** More bytes than the parser takes. */
        TOO_LARGE(513, "Message Too Large"),
        /** The first line is neither a request line nor a status line (RFC 3261 7.1 and 7.2). */
        START_LINE(400, "Malformed Start Line"),
        /** A SIP version that is not 2.0 (RFC 3261 21.5.6). */
        VERSION(505, "Version Not Supported"),
        /** The Request-URI is none (RFC 3261 25.1). */
        REQUEST_URI(400, "Malformed Request-URI"),
        /** A line that is no header field, or a control character in one (RFC 3261 25.1). */
        HEADER_LINE(400, "Malformed Header Line"),
        /** The message ends before the empty line behind the headers, or its lines do not end in CRLF. */
        UNFINISHED(400, "Headers Without End"),
        /** More header fields than the parser takes. */
        TOO_MANY_HEADERS(400, "Too Many Header Fields"),
        /** Bytes in the headers that are no UTF-8 (RFC 3261 7). */
        NOT_UTF8(400, "Headers Are Not UTF-8"),
        /** A mandatory header field is missing (RFC 3261 8.1.1). */
        MISSING(400, "Missing"),
        /** A header field whose value is no list is there twice (RFC 3261 7.3.1). */
        DUPLICATE(400, "More Than One"),
        /** A header field's value breaks its grammar (RFC 3261 25.1). */
        MALFORMED(400, "Malformed"),
        /** The CSeq method is not that of the request line (RFC 3261 8.1.1.5). */
        CSEQ_METHOD(400, "CSeq Method Differs"),
        /** The body is shorter than Content-Length says (RFC 3261 18.3). */
        SHORT_BODY(400, "Body Shorter Than Content-Length");

        private final int status;
        private final String text;

        Kind(int status, String text) {
            this.status = status;
            this.text = text;
        }
    }

    static Fault of(Kind kind) {
        return new Fault(kind, null);
    }

    /** The status code of the answer. */
    int status() {
        return kind.status;
    }

    /** The reason phrase of the answer, which names the header field too (RFC 3261 21.4.1). */
    String reason() {
        return header == null ? kind.text : kind.text + ' ' + header.text();
    }
}
