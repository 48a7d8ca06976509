package dev.rollcall.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Lets pass what OpenSIPS shows by default: NOTICE and above. INFO without the NOTICE mark is below it.
 */
public final class NoticeFilter extends Filter<ILoggingEvent> {
    @Override
    public FilterReply decide(ILoggingEvent event) {
        boolean notice = event.getMarkerList() != null && event.getMarkerList().contains(ServerLog.NOTICE);
        return notice || event.getLevel().isGreaterOrEqual(Level.WARN) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
