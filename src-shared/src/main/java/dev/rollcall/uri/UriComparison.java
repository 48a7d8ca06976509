package dev.rollcall.uri;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The comparison of SIP URIs (RFC 3261 19.1.4). */
final class UriComparison {
    /** In one of the two only, these never match. For transport see the examples of RFC 3261 19.1.4. */
    private static final Set<String> NEVER_IGNORED = Set.of("user", "ttl", "method", "maddr", "transport");

    private static final String RESERVED = ";/?:@&=+$,";

    private UriComparison() {}

    static boolean matches(SipUri left, SipUri right) {
        return left.isSecure() == right.isSecure()
                && left.port() == right.port()
                && left.host().equalsIgnoreCase(right.host())
                && equal(left.user(), right.user(), false)
                && equal(left.password(), right.password())
                && parametersMatch(left, right)
                && parametersMatch(right, left)
                && headersMatch(left.headers(), right.headers());
    }

    private static boolean equal(Optional<String> left, Optional<String> right) {
        return left.isPresent() == right.isPresent()
                && (left.isEmpty() || equal(left.get(), right.get(), false));
    }

    private static boolean parametersMatch(SipUri left, SipUri right) {
        for (Parameter parameter : left.parameters()) {
            Optional<Parameter> counterpart = find(right.parameters(), parameter.name());
            if (counterpart.isEmpty() ? isNeverIgnored(parameter) : !valuesMatch(parameter, counterpart.get(), true)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNeverIgnored(Parameter parameter) {
        return NEVER_IGNORED.stream().anyMatch(name -> equal(parameter.name(), name, true));
    }

    /** Headers are never ignored; their order is. */
    private static boolean headersMatch(List<Parameter> left, List<Parameter> right) {
        return left.size() == right.size()
                && left.stream().allMatch(header -> occurrences(left, header) == occurrences(right, header));
    }

    private static long occurrences(List<Parameter> headers, Parameter header) {
        return headers.stream()
                .filter(other -> equal(header.name(), other.name(), true) && valuesMatch(header, other, false))
                .count();
    }

    private static Optional<Parameter> find(List<Parameter> parameters, String name) {
        return parameters.stream().filter(parameter -> equal(parameter.name(), name, true)).findFirst();
    }

    private static boolean valuesMatch(Parameter left, Parameter right, boolean ignoreCase) {
        if (left.value() == null || right.value() == null) {
            return left.value() == null && right.value() == null;
        }
        return equal(left.value(), right.value(), ignoreCase);
    }

    private static boolean equal(String left, String right, boolean ignoreCase) {
        if (left.equals(right)) {
            return true;
        }
        if (left.indexOf('%') < 0 && right.indexOf('%') < 0) {
            return ignoreCase && left.equalsIgnoreCase(right);
        }
        return Arrays.equals(canonical(left, ignoreCase), canonical(right, ignoreCase));
    }

    /** A character and its escape are the same, except for reserved characters (RFC 3261 19.1.4). */
    private static byte[] canonical(String text, boolean ignoreCase) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream canonical = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int c = bytes[i];
            if (c == '%') {
                c = SipChars.hexValue(bytes[i + 1]) << 4 | SipChars.hexValue(bytes[i + 2]);
                i += 2;
                if (c == '%' || RESERVED.indexOf(c) >= 0) {
                    canonical.write('%');
                }
            }
            canonical.write(ignoreCase ? Ascii.lowerCase(c) : c);
        }
        return canonical.toByteArray();
    }
}
