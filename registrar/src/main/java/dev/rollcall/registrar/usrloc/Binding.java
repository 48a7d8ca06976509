package dev.rollcall.registrar.usrloc;

/**
 * What a REGISTER says of one Contact besides its URI; {@code null} is the database's NULL.
 *
 * @param expires unix seconds; 0 is permanent
 * @param q thousandths, 0 to 1000, or {@link #UNSPECIFIED_Q}
 * @param callId the Call-ID of the REGISTER
 * @param cseq its CSeq number
 * @param lastModified when it came, unix seconds
 * @param flags OpenSIPS' contact flags, 0 or 4
 * @param cflags names of branch flags, separated by spaces; empty for none
 * @param userAgent the User-Agent header, {@code n/a} without one
 * @param received the source's URI where a policy stores it
 * @param path the Path header's values joined by commas
 * @param socket the listener it came in on
 * @param methods the bits of the allowed methods, or {@code null} for all
 * @param sipInstance {@code +sip.instance} with its angle brackets
 * @param kvStore a flat JSON object
 * @param attr the script's attribute string
 * @param connectionId the connection it came over, 0 for datagrams and for what was loaded from a database
 */
public record Binding(
        long expires,
        int q,
        String callId,
        long cseq,
        long lastModified,
        int flags,
        String cflags,
        String userAgent,
        String received,
        String path,
        String socket,
        Integer methods,
        String sipInstance,
        String kvStore,
        String attr,
        long connectionId) {

    /** No q value was given. */
    public static final int UNSPECIFIED_Q = -1;
    /** Never expires. */
    public static final long PERMANENT = 0;

    /** Whether the binding is still valid at a time in unix seconds. */
    public boolean isValid(long now) {
        return isValid(expires, now);
    }

    static boolean isValid(long expires, long now) {
        return expires > now || expires == PERMANENT;
    }
}
