package dev.rollcall.registrar.register;

import java.util.ArrayList;
import java.util.List;

/** The text of a REGISTER of alice@example.com. */
final class Register {
    private String to = "<sip:alice@example.com>";
    private String callId = "call-1@192.0.2.7";
    private String branch = "z9hG4bK1";
    private long cseq = 1;
    private final List<String> headers = new ArrayList<>();

    static Register request() {
        return new Register();
    }

    Register to(String value) {
        to = value;
        return this;
    }

    Register callId(String value) {
        callId = value;
        return this;
    }

    /** Another CSeq, and so another branch. */
    Register cseq(long value) {
        cseq = value;
        branch = "z9hG4bK" + value;
        return this;
    }

    Register branch(String value) {
        branch = value;
        return this;
    }

    Register contact(String value) {
        return header("Contact", value);
    }

    Register header(String name, String value) {
        headers.add(name + ": " + value + "\r\n");
        return this;
    }

    @Override
    public String toString() {
        return "REGISTER sip:example.com SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 192.0.2.7:5062;branch=" + branch + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:alice@example.com>;tag=1\r\n"
                + "To: " + to + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + cseq + " REGISTER\r\n"
                + String.join("", headers)
                + "Content-Length: 0\r\n\r\n";
    }
}
