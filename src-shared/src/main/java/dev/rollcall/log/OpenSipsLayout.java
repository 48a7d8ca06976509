package dev.rollcall.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import java.util.List;
import org.slf4j.Marker;

/** Writes a log event as OpenSIPS does: {@code LEVEL:module:function: text}. */
public final class OpenSipsLayout extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(128)
                .append(level(event))
                .append(':')
                .append(source(event.getLoggerName()))
                .append(": ")
                .append(event.getFormattedMessage());
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.append(": ").append(thrown.getClassName()).append(": ");
            line.append(ServerLog.printable(String.valueOf(thrown.getMessage())));
        }
        return line.append(System.lineSeparator()).toString();
    }

    private static String level(ILoggingEvent event) {
        List<Marker> markers = event.getMarkerList();
        if (markers != null && !markers.isEmpty()) {
            return markers.get(0).getName();
        }
        return switch (event.getLevel().toInt()) {
            case Level.ERROR_INT -> "ERROR";
            case Level.WARN_INT -> "WARNING";
            case Level.INFO_INT -> "INFO";
            default -> "DBG";
        };
    }

    /** Libraries name loggers by class; they get the module {@code core} and the class's simple name. */
    private static String source(String logger) {
        return logger.indexOf(':') >= 0 ? logger : "core:" + logger.substring(logger.lastIndexOf('.') + 1);
    }
}
