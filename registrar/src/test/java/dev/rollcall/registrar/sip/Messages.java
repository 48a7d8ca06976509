package dev.rollcall.registrar.sip;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;

/** Messages for tests: a REGISTER that is right, and what the parser makes of it when something is added or changed. */
final class Messages {
    static final SipParser PARSER =
            new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS);
    static final String REGISTER = """
            REGISTER sip:registrar.example.com SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.9:5062;branch=z9hG4bK1;rport
            Max-Forwards: 70
            From: "Alice" <sip:alice@example.com>;tag=a1
            To: <sip:alice@example.com>
            Call-ID: call@192.0.2.9
            CSeq: 1 REGISTER
            Content-Length: 0

            """.replace("\n", "\r\n");

    private Messages() {}

    /** The REGISTER with more header lines. */
    static String with(String... headers) {
        return REGISTER.replace("Content-Length: 0\r\n", String.join("\r\n", headers) + "\r\nContent-Length: 0\r\n");
    }

    /** The REGISTER with a header line instead of another. */
    static String instead(String name, String line) {
        return REGISTER.replaceFirst("(?m)^" + name + ":.*\r\n", line.isEmpty() ? "" : line + "\r\n");
    }

    static SipMessage parse(String message) {
        return parse(message.getBytes(StandardCharsets.UTF_8));
    }

    static SipMessage parse(byte[] message) {
        return PARSER.parse(message, 0, message.length);
    }

    static SipRequest request(String message) {
        return assertInstanceOf(SipRequest.class, parse(message));
    }

    /** The reason phrase of a malformed message, or {@code ok}. */
    static String fault(String message) {
        return parse(message) instanceof MalformedMessage malformed ? malformed.fault().reason() : "ok";
    }
}
