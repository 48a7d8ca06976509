package dev.rollcall.location;

import java.time.LocalDateTime;

/**
 * One row of the {@code location} table, each column as the database holds it; {@code null} is SQL's NULL.
 *
 * @param contactId the key, an unsigned 64-bit number
 * @param username the AOR's user part, or the whole AOR where use_domain is off
 * @param domain the AOR's domain, usually NULL where use_domain is off
 * @param contact the Contact URI as received, without angle brackets
 * @param received the URI of the address that the REGISTER came from, where a NAT policy stored it
 * @param path the Path header's values, joined by commas
 * @param expires unix seconds; 0 is permanent
 * @param q the q value, -1 when unspecified
 * @param callId the Call-ID of the last REGISTER
 * @param cseq the CSeq number of the last REGISTER
 * @param lastModified when the contact was last refreshed, local time of the server that wrote it
 * @param flags the contact's flags: 0, or 4 where push notifications are on
 * @param cflags names of branch flags, separated by spaces
 * @param userAgent the User-Agent header
 * @param socket the listener that the REGISTER came in on, {@code proto:host:port}
 * @param methods the bits of the allowed methods; NULL is all
 * @param sipInstance the {@code +sip.instance} value without quotes, with angle brackets
 * @param kvStore a flat JSON object; no such column in schema 1011
 * @param attr the script's attribute string
 */
public record LocationRow(
        Long contactId,
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
        Integer flags,
        String cflags,
        String userAgent,
        String socket,
        Integer methods,
        String sipInstance,
        String kvStore,
        String attr) {

    /** This row under another ID, every other column the same. */
    public LocationRow withContactId(long id) {
        return new LocationRow(
                id, username, domain, contact, received, path, expires, q, callId, cseq, lastModified, flags, cflags,
                userAgent, socket, methods, sipInstance, kvStore, attr);
    }

    /** This row with another domain, every other column the same. */
    public LocationRow withDomain(String other) {
        return new LocationRow(
                contactId, username, other, contact, received, path, expires, q, callId, cseq, lastModified, flags,
                cflags, userAgent, socket, methods, sipInstance, kvStore, attr);
    }
}
