package dev.rollcall.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * The REGISTERs of a run. An AOR's Contact is the same in every run and its Call-ID another one, so that a later run
 * refreshes what an earlier one has registered, with CSeq from 1 on.
 */
final class RegisterText {
    private final Load load;
    private final String run;

    /** @param run what no other run has in its Call-IDs */
    RegisterText(Load load, String run) {
        this.load = load;
        this.run = run;
    }

    /**
     * A REGISTER.
     *
     * @param aor the AOR's number
     * @param cseq from 1 on
     * @param id what its answer is known by
     * @param localPort where the answer goes
     */
    byte[] of(int aor, int cseq, RequestId id, int localPort) {
        String protocol = load.transport().name();
        String user = "sip:load" + aor + '@' + load.domain();
        String text = "REGISTER sip:" + load.domain() + " SIP/2.0\r\n"
                + "Via: SIP/2.0/" + protocol + " 127.0.0.1:" + localPort + ";branch=" + id.branch() + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <" + user + ">;tag=" + run + "\r\n"
                + "To: <" + user + ">\r\n"
                + "Call-ID: " + aor + '-' + run + "\r\n"
                + "CSeq: " + cseq + " REGISTER\r\n"
                + "Contact: <sip:load" + aor + "@192.0.2.1:5060>\r\n"
                + "User-Agent: Rollcall load\r\n"
                + "Expires: " + load.expires() + "\r\n"
                + "Content-Length: 0\r\n\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
