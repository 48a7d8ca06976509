package dev.rollcall.bench;

import java.nio.charset.StandardCharsets;

/** The REGISTERs that benchmarks work on, as a desk phone sends them. */
public final class Requests {
    /** One with digest credentials, a GRUU's instance, and the headers that phones add unasked. */
    public static final String PHONE = String.join("\r\n",
            "REGISTER sip:example.com SIP/2.0",
            "Via: SIP/2.0/UDP 192.0.2.7:5060;branch=z9hG4bK-524287-1---d8754z;rport",
            "Max-Forwards: 70",
            "From: \"Alice\" <sip:alice@example.com>;tag=f3b1c2a9",
            "To: \"Alice\" <sip:alice@example.com>",
            "Call-ID: 84d2f7a05b9e4c3f@192.0.2.7",
            "CSeq: 2026 REGISTER",
            "Contact: <sip:alice@192.0.2.7:5060;ob>;q=0.5;expires=3600"
                    + ";+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-AABBCCDDEEFF>\"",
            "Authorization: Digest username=\"alice\", realm=\"example.com\","
                    + " nonce=\"dGhpcyBpcyBub3QgYSByZWFsIG5vbmNl\","
                    + " uri=\"sip:example.com\", response=\"6629fae49393a05397450978507c4ef1\", algorithm=MD5,"
                    + " cnonce=\"0a4f113b\", qop=auth, nc=00000001",
            "Allow: INVITE, ACK, CANCEL, BYE, NOTIFY, REFER, MESSAGE, OPTIONS, INFO, SUBSCRIBE",
            "Supported: outbound, path",
            "User-Agent: Phone/3.1.4",
            "Expires: 3600",
            "Content-Length: 0",
            "",
            "");

    private Requests() {}

    /** The bytes of a request. */
    public static byte[] bytes(String request) {
        return request.getBytes(StandardCharsets.UTF_8);
    }
}
