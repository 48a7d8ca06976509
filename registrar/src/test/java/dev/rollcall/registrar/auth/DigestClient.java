package dev.rollcall.registrar.auth;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A phone's side of digest authentication, written from RFC 7616 with nothing of ours but {@code java.security}. */
public record DigestClient(String username, String password) {
    static final String URI = "sip:example.com";

    /** The Authorization value that answers a challenge for a REGISTER to {@link #URI}. */
    public String answer(String challenge, int count) {
        return answer(challenge, count, URI);
    }

    /** As {@link #answer(String, int)} for a REGISTER to another URI. */
    public String answer(String challenge, int count, String uri) {
        String realm = parameter(challenge, "realm");
        String nonce = parameter(challenge, "nonce");
        String algorithm = parameter(challenge, "algorithm");
        String nc = String.format("%08x", count);
        String ha1 = hash(algorithm, username + ":" + realm + ":" + password);
        String ha2 = hash(algorithm, "REGISTER:" + uri);
        String response = hash(algorithm, ha1 + ":" + nonce + ":" + nc + ":0a4f113b:auth:" + ha2);
        return "Digest username=\"" + username + "\", realm=\"" + realm + "\", nonce=\"" + nonce + "\", uri=\"" + uri
                + "\", response=\"" + response + "\", algorithm=" + algorithm + ", cnonce=\"0a4f113b\", qop=auth"
                + ", nc=" + nc;
    }

    /** RFC 2069: without qop, nc and cnonce. */
    String oldAnswer(String challenge) {
        String realm = parameter(challenge, "realm");
        String nonce = parameter(challenge, "nonce");
        String algorithm = parameter(challenge, "algorithm");
        String ha1 = hash(algorithm, username + ":" + realm + ":" + password);
        String response = hash(algorithm, ha1 + ":" + nonce + ":" + hash(algorithm, "REGISTER:" + URI));
        return "Digest username=\"" + username + "\", realm=\"" + realm + "\", nonce=\"" + nonce + "\", uri=\"" + URI
                + "\", response=\"" + response + "\", algorithm=" + algorithm;
    }

    /** The values of the headers of a 401, each on a line of its own. */
    static List<String> challenges(Verdict verdict) {
        String headers = assertInstanceOf(Verdict.Challenge.class, verdict).headers().toString();
        assertTrue(headers.matches("(WWW-Authenticate: [^\r\n]+\r\n)+"), headers);
        return headers.lines().map(line -> line.substring("WWW-Authenticate: ".length())).toList();
    }

    /** A parameter of a challenge, or of the first one in an answer, without its quotes; empty where there is none. */
    public static String parameter(String header, String name) {
        Matcher matcher = Pattern.compile("[ ,]" + name + "=\"?([^\",\r\n]*)").matcher(header);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The hexadecimal digest of a text. */
    static String hash(String algorithm, String text) {
        try {
            StringBuilder hex = new StringBuilder();
            for (byte b : MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8))) {
                hex.append(String.format("%02x", b));
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
