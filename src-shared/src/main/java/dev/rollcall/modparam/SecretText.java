package dev.rollcall.modparam;

import java.util.Locale;
import java.util.regex.Pattern;

/** Masks passwords in what an operator wrote, before any of it is printed; rather too much than too little. */
public final class SecretText {
    private static final String MASK = "***";
    private static final Pattern PASSWORD_PARAMETER = Pattern.compile("(?i)(password|passwd|pwd|secret)=[^&;\\s]*");
    private static final Pattern SECRET_KEY = Pattern.compile("(?i)(password|passwd|pwd|secret)(?!.*column)");
    private static final Pattern DATABASE_KEY = Pattern.compile("(?i)db.*url");

    private SecretText() {}

    /** The text with user and password of a URL in it masked: {@code mysql://***@host/db}. */
    public static String masked(String text) {
        String line = PASSWORD_PARAMETER.matcher(text).replaceAll("$1=" + MASK);
        int end = line.lastIndexOf('@');
        int colon = line.indexOf(':');
        return end < 0 || colon < 0 || colon > end
                ? line
                : line.substring(0, authority(line, end)) + MASK + line.substring(end);
    }

    /** The value of a key: masked wholly where the key says that it is a secret. */
    static String maskedFor(String key, String value) {
        if (SECRET_KEY.matcher(key).find()) {
            return MASK;
        }
        return DATABASE_KEY.matcher(key).find() ? maskedUrl(value) : masked(value);
    }

    /** As {@link #maskedFor}, with what can hold no secret as it is. */
    static String maskedSecret(String key, String value) {
        return holdsSecret(key) ? maskedFor(key, value) : value;
    }

    /** Whether a mask stands where a secret belongs. */
    static boolean isMasked(String key, String value) {
        return holdsSecret(key) && value.contains(MASK);
    }

    private static boolean holdsSecret(String key) {
        return SECRET_KEY.matcher(key).find() || DATABASE_KEY.matcher(key).find();
    }

    /** A database URL, where a missing '@' must not make a password look like a host. */
    private static String maskedUrl(String url) {
        boolean file = url.toLowerCase(Locale.ROOT).matches("(jdbc:)?sqlite:.*");
        if (file || url.indexOf('@') >= 0) {
            return masked(url);
        }
        return url.substring(0, authority(url, url.length())) + MASK;
    }

    /** Where user, password and host of a URL start: behind {@code ://}, else behind the first colon, else at once. */
    private static int authority(String url, int end) {
        int slashes = url.indexOf("://");
        return slashes >= 0 && slashes < end ? slashes + "://".length() : url.indexOf(':') + 1;
    }
}
