package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.auth.Authorization.Malformed;
import dev.rollcall.uri.SipChars;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one Authorization value from left to right. Not thread-safe; one for each value. */
final class AuthorizationParser {
    /** Bytes of one parameter's value: none that a client needs is longer, and lookups that wait hold them. */
    static final int MAX_VALUE_BYTES = 1024;
    /** Parameters that mean nothing to us: each is compared with those before it. */
    static final int MAX_OTHER_PARAMETERS = 32;

    private static final String SCHEME = "Digest";
    /** The parameters that count; the first {@link #REQUIRED} must be there. */
    private static final String[] NAMES = {
        "username", "realm", "nonce", "uri", "response", "algorithm", "qop", "cnonce", "nc"
    };
    private static final int USERNAME = 0;
    private static final int REALM = 1;
    private static final int NONCE = 2;
    private static final int URI = 3;
    private static final int RESPONSE = 4;
    private static final int REQUIRED = 5;
    private static final int ALGORITHM = 5;
    private static final int QOP = 6;
    private static final int CNONCE = 7;
    private static final int NONCE_COUNT = 8;
    private static final Optional<DigestAlgorithm> UNNAMED_ALGORITHM = DigestAlgorithm.of(Octets.of("MD5"));

    private final byte[] bytes;
    private final int to;
    /** The values of {@link #NAMES}, {@code null} for one that is not there. */
    private final Octets[] values = new Octets[NAMES.length];
    private List<Octets> otherNames = List.of();
    private int position;
    /** What breaks the grammar, or {@code null}. */
    private String fault;

    AuthorizationParser(Octets value) {
        this.bytes = value.array();
        this.position = value.from();
        this.to = value.to();
    }

    Authorization parse() {
        skipSpace();
        int scheme = position;
        int schemeEnd = skipToken();
        if (schemeEnd == scheme) {
            return new Malformed("Authorization without a scheme");
        }
        if (!AsciiText.equalsIgnoreCase(bytes, scheme, schemeEnd, SCHEME)) {
            return Authorization.ABSENT;
        }
        if (readParameters() && isComplete()) {
            DigestCredentials credentials = credentials();
            if (isProof(credentials)) {
                return credentials;
            }
        }
        return new Malformed(fault);
    }

    private boolean readParameters() {
        if (skipSpace() == 0) {
            return fail("Digest without parameters");
        }
        do {
            skipSpace();
            if (!readParameter()) {
                return false;
            }
            skipSpace();
        } while (skip(','));
        return position == to || fail("Digest parameters not separated by commas");
    }

    private boolean readParameter() {
        int name = position;
        int nameEnd = skipToken();
        skipSpace();
        if (nameEnd == name || !skip('=')) {
            return fail("Digest parameter without name or '='");
        }
        skipSpace();
        int start = position;
        Octets value = skip('"') ? quoted() : Octets.of(bytes, start, skipToken());
        if (value == null) {
            return false;
        }
        if (value.length() > MAX_VALUE_BYTES) {
            return fail("Digest parameter longer than " + MAX_VALUE_BYTES + " bytes");
        }
        int known = indexOf(name, nameEnd);
        // RFC 7616 3.4: a parameter must not occur twice.
        if (known < 0) {
            return addOther(Octets.of(bytes, name, nameEnd));
        }
        if (values[known] != null) {
            return fail("Digest parameter given twice");
        }
        values[known] = value;
        return true;
    }

    private boolean addOther(Octets name) {
        for (Octets other : otherNames) {
            if (AsciiText.equalsIgnoreCase(name, other)) {
                return fail("Digest parameter given twice");
            }
        }
        if (otherNames.isEmpty()) {
            otherNames = new ArrayList<>();
        }
        otherNames.add(name);
        return otherNames.size() <= MAX_OTHER_PARAMETERS || fail("Too many Digest parameters");
    }

    private int indexOf(int name, int nameEnd) {
        for (int i = 0; i < NAMES.length; i++) {
            if (AsciiText.equalsIgnoreCase(bytes, name, nameEnd, NAMES[i])) {
                return i;
            }
        }
        return -1;
    }

    private boolean isComplete() {
        for (int i = 0; i < REQUIRED; i++) {
            if (value(i).isEmpty()) {
                return fail("Digest without " + NAMES[i]);
            }
        }
        return true;
    }

    private DigestCredentials credentials() {
        return new DigestCredentials(
                values[USERNAME],
                values[REALM],
                values[NONCE],
                values[URI],
                values[RESPONSE],
                values[ALGORITHM] == null ? UNNAMED_ALGORITHM : DigestAlgorithm.of(values[ALGORITHM]),
                value(QOP),
                value(CNONCE),
                value(NONCE_COUNT));
    }

    private boolean isProof(DigestCredentials credentials) {
        Optional<DigestAlgorithm> algorithm = credentials.algorithm();
        if (algorithm.isPresent() && !HexDigits.are(credentials.response(), algorithm.get().hexDigits())) {
            return fail("Digest response is not " + algorithm.get().hexDigits() + " hex digits");
        }
        if (credentials.qop().isEmpty()) {
            return true;
        }
        // RFC 7616 3.4: with qop, cnonce and nc must be there, nc as 8 hex digits.
        if (values[CNONCE] == null) {
            return fail("Digest with qop but without cnonce");
        }
        return HexDigits.are(credentials.nonceCount(), 8) || fail("Digest nc is not 8 hex digits");
    }

    /** A parameter's value; empty without it. */
    private Octets value(int name) {
        return values[name] == null ? Octets.EMPTY : values[name];
    }

    /** The rest of a quoted string; the opening quote is behind us. {@code null} where it is malformed. */
    private Octets quoted() {
        int start = position;
        boolean escaped = false;
        while (position < to && bytes[position] != '"') {
            if (bytes[position] == '\\' && position + 1 < to) {
                escaped = true;
                position++;
            }
            // RFC 3261 25.1 allows an escaped control character; no name holds one, and databases refuse them.
            if (isControl(position)) {
                fail("Digest parameter with a control character");
                return null;
            }
            position++;
        }
        if (!skip('"')) {
            fail("Digest parameter with an unclosed quote");
            return null;
        }
        return escaped ? unescaped(start, position - 1) : Octets.of(bytes, start, position - 1);
    }

    /** U+0000 to U+001F, U+007F, and U+0080 to U+009F as UTF-8 has them. */
    private boolean isControl(int at) {
        int c = bytes[at];
        return c >= 0 && c < ' ' || c == 0x7f
                || c == (byte) 0xc2 && at + 1 < to && bytes[at + 1] < (byte) 0xa0;
    }

    /** The characters of a quoted string that holds escapes, in an array of their own. */
    private Octets unescaped(int start, int end) {
        byte[] characters = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\\' && i + 1 < end) {
                i++;
            }
            characters[length++] = bytes[i];
        }
        return Octets.of(characters, 0, length);
    }

    /** Skips a token, if there is one; returns where it ends. */
    private int skipToken() {
        position = SipChars.endOfRun(bytes, position, to, SipChars.TOKEN);
        return position;
    }

    private boolean skip(char wanted) {
        boolean found = position < to && bytes[position] == wanted;
        if (found) {
            position++;
        }
        return found;
    }

    /** Skips white space, line folds included, and returns how much. */
    private int skipSpace() {
        int start = position;
        while (position < to && isSpace(bytes[position])) {
            position++;
        }
        return position - start;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private boolean fail(String cause) {
        fault = cause;
        return false;
    }
}
