package dev.rollcall.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * A logger that speaks OpenSIPS' levels and names a module and a function.
 *
 * <p>Arguments take the places of {@code {}}; they may come from the network, so control characters in them are escaped
 * and long ones are cut. The template itself may hold line breaks, as some of OpenSIPS' own lines do. Safe for any
 * thread.
 */
public final class ServerLog {
    /** SLF4J has no level CRITICAL: an ERROR with this mark. */
    static final Marker CRITICAL = MarkerFactory.getMarker("CRITICAL");
    /** SLF4J has no level NOTICE: an INFO with this mark. */
    static final Marker NOTICE = MarkerFactory.getMarker("NOTICE");

    private static final int MAX_ARGUMENT_CHARS = 2048;

    private final Logger logger;

    private ServerLog(Logger logger) {
        this.logger = logger;
    }

    /** The logger of a module's function, both by OpenSIPS' names where it has them. */
    public static ServerLog of(String module, String function) {
        return new ServerLog(LoggerFactory.getLogger(module + ':' + function));
    }

    /** Something the operator must act on. */
    public void critical(String template, Object... arguments) {
        logger.error(CRITICAL, template, printable(arguments));
    }

    /** Something that failed. */
    public void error(String template, Object... arguments) {
        logger.error(template, printable(arguments));
    }

    /** Something that is not as it should be, and goes on. */
    public void warning(String template, Object... arguments) {
        logger.warn(template, printable(arguments));
    }

    /** A fact of the server's life; shown by default. */
    public void notice(String template, Object... arguments) {
        logger.info(NOTICE, template, printable(arguments));
    }

    /** Detail of the server's life; not shown by default. */
    public void info(String template, Object... arguments) {
        logger.info(template, printable(arguments));
    }

    /** Detail of one message or row; not shown by default. */
    public void debug(String template, Object... arguments) {
        if (logger.isDebugEnabled()) {
            logger.debug(template, printable(arguments));
        }
    }

    private static Object[] printable(Object[] arguments) {
        Object[] result = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            boolean harmless = argument instanceof Number || argument instanceof Throwable;
            result[i] = harmless ? argument : printable(String.valueOf(argument));
        }
        return result;
    }

    /** The text on one line: control characters as {@code \xNN}, at most 2048 characters. */
    public static String printable(String text) {
        int length = Math.min(text.length(), MAX_ARGUMENT_CHARS);
        StringBuilder line = null;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean control = c < 0x20 || c >= 0x7f && c < 0xa0;
            if (control && line == null) {
                line = new StringBuilder(length + 16).append(text, 0, i);
            }
            if (line != null) {
                line.append(control ? String.format("\\x%02x", (int) c) : String.valueOf(c));
            }
        }
        String result = line == null ? text.substring(0, length) : line.toString();
        return text.length() > length ? result + "..." : result;
    }
}
