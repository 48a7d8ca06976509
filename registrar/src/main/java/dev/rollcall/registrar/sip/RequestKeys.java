package dev.rollcall.registrar.sip;

import java.net.InetSocketAddress;
import java.security.SecureRandom;

/**
 * Makes the keys of requests: a keyed hash of the source, the topmost branch, Call-ID and CSeq number (RFC 3261 17.2.3,
 * and what tells apart the requests of clients that repeat a branch). Safe for any thread.
 */
public final class RequestKeys {
    private static final byte END = '\n';

    private final ThreadLocal<SipHash> hashes;

    /** @param random where the hash's own key comes from */
    public RequestKeys(SecureRandom random) {
        long key0 = random.nextLong();
        long key1 = random.nextLong();
        hashes = ThreadLocal.withInitial(() -> new SipHash(key0, key1));
    }

    /** The key of a request, which may lack a Call-ID or CSeq where it is malformed. */
    public RequestKey of(SipRequest request, InetSocketAddress source) {
        byte[] address = source.getAddress().getAddress();
        HeaderTable table = request.table();
        Via via = request.topVia();
        SipHash hash = hashes.get().begin()
                .addWord((long) address.length << Integer.SIZE | source.getPort())
                .add(address, 0, address.length)
                .addWord(request.cseq())
                .add(table.bytes, via.branchStart(), via.branchEnd())
                // No branch holds a line's end, so what follows cannot be taken for a part of it.
                .add(END);
        int callId = table.first(HeaderName.CALL_ID);
        if (callId >= 0) {
            hash.add(table.bytes, table.valueStart(callId), table.valueEnd(callId));
        }
        hash.finish();
        return new RequestKey(hash.first(), hash.second());
    }
}
