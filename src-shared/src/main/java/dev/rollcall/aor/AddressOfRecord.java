package dev.rollcall.aor;

/**
 * The text that contacts are registered under and whose hash their IDs hold: {@code user}, or {@code user@domain} where
 * use_domain is on.
 *
 * @param text the AOR as hashed and compared, byte for byte
 */
public record AddressOfRecord(String text) {
    /**
     * The AOR of a row: its columns put together without any folding, as OpenSIPS does at preload.
     *
     * @param domain the domain column; looked at only with use_domain
     */
    public static AddressOfRecord ofRow(String username, String domain, boolean useDomain) {
        return new AddressOfRecord(useDomain ? username + '@' + domain : username);
    }

    /** What goes into the username column: all before the first '@'; with use_domain and no '@' nothing. */
    public String username(boolean useDomain) {
        if (!useDomain) {
            return text;
        }
        int at = text.indexOf('@');
        return at < 0 ? "" : text.substring(0, at);
    }

    /** What goes into the domain column with use_domain: all behind the first '@', or the whole text without one. */
    public String domain() {
        return text.substring(text.indexOf('@') + 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
