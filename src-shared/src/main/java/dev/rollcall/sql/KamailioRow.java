package dev.rollcall.sql;

import java.time.LocalDateTime;

/**
 * One row of Kamailio's {@code location} table; {@code null} is NULL, or what its column cannot mean.
 *
 * @param id the counted key
 * @param expires unix seconds; 0 is permanent
 * @param lastModified local time of the zone that the table is read in
 * @param flags Kamailio's own bits
 * @param cflags branch flags, a bit each
 * @param methods the bits of the allowed methods as Kamailio has them; NULL is all
 * @param instance the {@code +sip.instance} value
 * @param regId RFC 5626's flow number, 0 for none
 */
public record KamailioRow(
        long id,
        String username,
        String domain,
        String contact,
        String received,
        String path,
        Long expires,
        Double q,
        String callId,
        Integer cseq,
        LocalDateTime lastModified,
        int flags,
        int cflags,
        String userAgent,
        String socket,
        Integer methods,
        String instance,
        int regId) {}
