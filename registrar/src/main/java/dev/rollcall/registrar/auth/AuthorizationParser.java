package dev.rollcall.registrar.auth;

import dev.rollcall.registrar.auth.Authorization.Malformed;
import dev.rollcall.registrar.auth.Authorization.Absent;
import dev.rollcall.uri.SipChars;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads one Authorization value from left to right. Not thread-safe; one for each value. */
final class AuthorizationParser {
    /** Characters of one parameter's value: none that a client needs is longer, and lookups that wait hold them. */
    static final int MAX_VALUE_CHARS = 1024;

    private static final String SCHEME = "Digest";
    private static final String[] REQUIRED = {"username", "realm", "nonce", "uri", "response"};

    private final String text;
    private final Map<String, String> parameters = new HashMap<>();
    private int position;

    AuthorizationParser(String text) {
        this.text = text;
    }

    Authorization parse() {
        skipSpace();
        String scheme = token();
        if (scheme.isEmpty()) {
            return new Malformed("Authorization without a scheme");
        }
        if (!scheme.equalsIgnoreCase(SCHEME)) {
            return new Absent();
        }
        try {
            readParameters();
            return credentials();
        } catch (Fault fault) {
            return new Malformed(fault.getMessage());
        }
    }

    private void readParameters() throws Fault {
        if (skipSpace() == 0) {
            throw new Fault("Digest without parameters");
        }
        do {
            skipSpace();
            readParameter();
            skipSpace();
        } while (skip(','));
        if (position < text.length()) {
            throw new Fault("Digest parameters not separated by commas");
        }
    }

    private void readParameter() throws Fault {
        String name = token().toLowerCase(Locale.ROOT);
        skipSpace();
        if (name.isEmpty() || !skip('=')) {
            throw new Fault("Digest parameter without name or '='");
        }
        skipSpace();
        String value = skip('"') ? quoted() : token();
        if (value.length() > MAX_VALUE_CHARS) {
            throw new Fault("Digest parameter longer than " + MAX_VALUE_CHARS + " characters");
        }
        // RFC 7616 3.4: a parameter must not occur twice.
        if (parameters.put(name, value) != null) {
            throw new Fault("Digest parameter given twice");
        }
    }

    private DigestCredentials credentials() throws Fault {
        for (String name : REQUIRED) {
            if (parameters.getOrDefault(name, "").isEmpty()) {
                throw new Fault("Digest without " + name);
            }
        }
        String algorithm = parameters.getOrDefault("algorithm", DigestAlgorithm.MD5.token());
        int hexDigits = DigestAlgorithm.of(algorithm).map(DigestAlgorithm::hexDigits).orElse(0);
        String response = parameters.get("response");
        if (hexDigits != 0 && (response.length() != hexDigits || !isHex(response))) {
            throw new Fault("Digest response is not " + hexDigits + " hex digits");
        }
        String qop = parameters.getOrDefault("qop", "");
        if (!qop.isEmpty()) {
            requireClientNonce();
        }
        return new DigestCredentials(
                parameters.get("username"),
                parameters.get("realm"),
                parameters.get("nonce"),
                parameters.get("uri"),
                response,
                algorithm,
                qop,
                parameters.getOrDefault("cnonce", ""),
                parameters.getOrDefault("nc", ""));
    }

    /** RFC 7616 3.4: with qop, cnonce and nc must be there, nc as 8 hex digits. */
    private void requireClientNonce() throws Fault {
        if (!parameters.containsKey("cnonce")) {
            throw new Fault("Digest with qop but without cnonce");
        }
        String count = parameters.getOrDefault("nc", "");
        if (count.length() != 8 || !isHex(count)) {
            throw new Fault("Digest nc is not 8 hex digits");
        }
    }

    /** The rest of a quoted string, escapes resolved; the opening quote is behind us. */
    private String quoted() throws Fault {
        StringBuilder value = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '"') {
                return value.toString();
            }
            if (c == '\\' && position < text.length()) {
                c = text.charAt(position++);
            }
            // RFC 3261 25.1 allows an escaped control character; no name holds one, and databases refuse them.
            if (Character.isISOControl(c)) {
                throw new Fault("Digest parameter with a control character");
            }
            value.append(c);
        }
        throw new Fault("Digest parameter with an unclosed quote");
    }

    private String token() {
        int start = position;
        while (position < text.length() && SipChars.is(text.charAt(position), SipChars.TOKEN)) {
            position++;
        }
        return text.substring(start, position);
    }

    private boolean skip(char wanted) {
        boolean found = position < text.length() && text.charAt(position) == wanted;
        if (found) {
            position++;
        }
        return found;
    }

    /** Skips white space, line folds included, and returns how much. */
    private int skipSpace() {
        int start = position;
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        return position - start;
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> SipChars.is(c, SipChars.HEX));
    }

    /** What breaks the grammar; never leaves this class. */
    private static final class Fault extends Exception {
        Fault(String message) {
            super(message, null, false, false);
        }
    }
}
