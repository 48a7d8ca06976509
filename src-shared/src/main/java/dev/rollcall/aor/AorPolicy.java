package dev.rollcall.aor;

/**
 * How a REGISTER's To becomes an AOR.
 *
 * @param useDomain whether the domain is part of the AOR
 * @param caseSensitive whether the user part keeps its case; the domain never does
 * @param realmPrefix taken off the front of the domain, matched exactly; empty for none
 */
public record AorPolicy(boolean useDomain, boolean caseSensitive, String realmPrefix) {
    /** OpenSIPS 4.0's defaults: use_domain on, case kept, no prefix. */
    public static final AorPolicy DEFAULT = new AorPolicy(true, true, "");

    /**
     * The AOR of an unescaped user part and a host.
     *
     * @param user the user part, escapes resolved; empty for a URI without one
     * @param host the host, IPv6 in brackets
     */
    public AddressOfRecord aorOf(String user, String host) {
        if (!useDomain) {
            return new AddressOfRecord(userOf(user));
        }
        return new AddressOfRecord(user.isEmpty() ? domainOf(host) : userOf(user) + '@' + domainOf(host));
    }

    /** How a user part stands in an AOR. */
    public String userOf(String user) {
        return caseSensitive ? user : lowerCase(user);
    }

    /** How a host stands in an AOR, and what the default realm is. */
    public String domainOf(String host) {
        return lowerCase(withoutPrefix(host));
    }

    private String withoutPrefix(String host) {
        // OpenSIPS: compared case-sensitively, and a domain that is the prefix alone stays.
        boolean prefixed = !realmPrefix.isEmpty()
                && host.length() > realmPrefix.length()
                && host.startsWith(realmPrefix);
        return prefixed ? host.substring(realmPrefix.length()) : host;
    }

    /** A to Z folded as C's {@code tolower} does in the C locale; every other character stays. */
    public static String lowerCase(String text) {
        int first = 0;
        while (first < text.length() && !isUpper(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        char[] folded = text.toCharArray();
        for (int i = first; i < folded.length; i++) {
            if (isUpper(folded[i])) {
                folded[i] += 'a' - 'A';
            }
        }
        return new String(folded);
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
