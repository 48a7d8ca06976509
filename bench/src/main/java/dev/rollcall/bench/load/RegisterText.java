package dev.rollcall.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * The REGISTERs of some users, written from prepared pieces into one array, so that sending allocates nothing. An AOR's
 * Contact and Call-ID are the same in every run: a later run with higher CSeqs refreshes what an earlier one has
 * registered. NOT thread-safe.
 */
final class RegisterText {
    /** Longer than any request that comes out. */
    private static final int BUFFER_BYTES = 4096;
    private static final int MAX_DIGITS = 10;
    private static final int FIRST_PORT = 2_000;
    private static final int PORTS = 60_000;

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final byte[] digits = new byte[MAX_DIGITS];
    private final byte[] beginning;
    private final byte[] branch;
    private final byte[] from;
    private final byte[] tag;
    private final byte[] to;
    private final byte[] callId;
    private final byte[] cseq;
    private final byte[] contact;
    private final byte[] contactHost;
    private final byte[] afterContact;
    private final byte[] end = ascii("Content-Length: 0\r\n\r\n");
    private int length;

    /**
     * The texts of one phase of a load.
     *
     * @param prefix of the users' names
     * @param phase what its branches begin with, so that a late answer to another phase is told apart
     */
    RegisterText(Load load, String prefix, String phase) {
        String user = "<sip:" + prefix;
        beginning = ascii("REGISTER " + uri(load) + " SIP/2.0\r\nVia: SIP/2.0/" + load.transport().name()
                + " 127.0.0.1:");
        branch = ascii(";branch=" + Answer.COOKIE + phase);
        from = ascii(";rport\r\nMax-Forwards: 70\r\nFrom: " + user);
        tag = ascii("@" + load.domain() + ">;tag=load");
        to = ascii("\r\nTo: " + user);
        callId = ascii("@" + load.domain() + ">\r\nCall-ID: " + prefix);
        cseq = ascii("-load@127.0.0.1\r\nCSeq: ");
        contact = ascii(" REGISTER\r\nContact: " + user);
        contactHost = ascii("@127.0.0.1:");
        afterContact = ascii((load.transport().isConnection()
                ? ";transport=" + (load.transport().isSecure() ? "tls" : load.transport().lowerCase()) : "")
                + ">\r\nExpires: " + load.expires() + "\r\nUser-Agent: load/1.0\r\n");
    }

    /** The request's URI. */
    static String uri(Load load) {
        return "sip:" + load.domain();
    }

    /**
     * Writes a REGISTER; what was written before is gone.
     *
     * @param aor the AOR's number
     * @param number its CSeq
     * @param port where it is sent from
     * @param authorization a header with its CRLF, or nothing
     * @return how long it is in {@link #bytes}
     */
    int write(int aor, int number, int port, String authorization) {
        length = 0;
        put(beginning).put(port).put(branch).put(aor).put('.').put(number);
        put(from).put(aor).put(tag).put(aor).put(to).put(aor).put(callId).put(aor);
        put(cseq).put(number).put(contact).put(aor).put(contactHost).put(FIRST_PORT + aor % PORTS).put(afterContact);
        putHeader(authorization);
        put(end);
        return length;
    }

    byte[] bytes() {
        return buffer;
    }

    private RegisterText put(byte[] piece) {
        System.arraycopy(piece, 0, buffer, length, piece.length);
        length += piece.length;
        return this;
    }

    private RegisterText put(char c) {
        buffer[length++] = (byte) c;
        return this;
    }

    private RegisterText put(int number) {
        int at = MAX_DIGITS;
        int rest = number;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        System.arraycopy(digits, at, buffer, length, MAX_DIGITS - at);
        length += MAX_DIGITS - at;
        return this;
    }

    private void putHeader(String header) {
        for (int i = 0; i < header.length(); i++) {
            buffer[length++] = (byte) header.charAt(i);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
