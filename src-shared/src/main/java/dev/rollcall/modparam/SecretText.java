package dev.rollcall.modparam;

import java.util.Locale;
import java.util.regex.Pattern;

/** Masks passwords in what an operator wrote, before any of it is printed; masks too much rather than too little. */
public final class SecretText {
    private static final String MASK = "***";
    private static final Pattern PASSWORD_PARAMETER = Pattern.compile("(?i)(password|passwd|pwd|secret)=[^&;\\s]*");
    private static final Pattern SECRET_KEY = Pattern.compile("password|passwd|pwd|secret");

    private SecretText() {}

    /** The text with the credentials of URLs in it masked: {@code mysql://***@host/db}. */
    public static String masked(String text) {
        String line = PASSWORD_PARAMETER.matcher(text).replaceAll("$1=" + MASK);
        int end = line.lastIndexOf('@');
        int colon = line.indexOf(':');
        if (end < 0 || colon < 0 || colon > end) {
            return line;
        }
        int authority = line.indexOf("://");
        int start = authority >= 0 && authority < end ? authority + 3 : colon + 1;
        return line.substring(0, start) + MASK + line.substring(end);
    }

    /** The value of a key, masked wholly where the key's own name says that it is a secret. */
    static String maskedFor(String key, String value) {
        boolean column = key.endsWith("_column");
        return !column && SECRET_KEY.matcher(key.toLowerCase(Locale.ROOT)).find() ? MASK : masked(value);
    }
}
