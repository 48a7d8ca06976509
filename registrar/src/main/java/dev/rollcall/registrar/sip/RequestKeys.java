package dev.rollcall.registrar.sip;

import dev.rollcall.octets.SipHash;
import java.net.InetSocketAddress;
import java.security.SecureRandom;

/**
 * Makes the keys of requests: a keyed hash of the source, the topmost branch, Call-ID and CSeq number (RFC 3261 17.2.3,
 * and what tells apart the requests of clients that repeat a branch). Safe for any thread.
 */
public final class RequestKeys {
    private static final byte END = '\n';

    private final long key0;
    private final long key1;

    /** @param random where the hash's own key comes from */
    public RequestKeys(SecureRandom random) {
        key0 = random.nextLong();
        key1 = random.nextLong();
    }

    /** The key of a request, which may lack a Call-ID or CSeq where it is malformed. */
    public RequestKey of(SipRequest request, InetSocketAddress source) {
        SipHash hash = SipHash.of128(key0, key1);
        byte[] address = source.getAddress().getAddress();
        hash.addWord((long) address.length << Integer.SIZE | source.getPort());
        hash.add(address, 0, address.length);
        hash.addWord(request.cseq());
        HeaderTable table = request.table();
        hash.add(table.bytes, request.topVia().branchStart(), request.topVia().branchEnd());
        // No branch holds a line's end, so what follows cannot be taken for a part of it.
        hash.add(END);
        int callId = table.first(HeaderName.CALL_ID);
        if (callId >= 0) {
            hash.add(table.bytes, table.valueStart(callId), table.valueEnd(callId));
        }
        return new RequestKey(hash.value(), hash.secondValue());
    }
}
