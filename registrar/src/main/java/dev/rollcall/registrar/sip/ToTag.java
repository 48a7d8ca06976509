package dev.rollcall.registrar.sip;

import dev.rollcall.octets.SipHash;
import java.security.SecureRandom;

/**
 * The To tags that this process adds: the same for the same request, so that a retransmission gets the same answer
 * without any state (RFC 3261 8.2.7), and unpredictable without the key (RFC 3261 19.3). Safe for any thread.
 */
final class ToTag {
    private final long key0;
    private final long key1;

    ToTag(SecureRandom random) {
        this(random.nextLong(), random.nextLong());
    }

    ToTag(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** The bits of the tag, made of the topmost Via, From, Call-ID and CSeq. */
    long of(HeaderTable table) {
        SipHash hash = SipHash.of64(key0, key1);
        for (int i = 0; i < table.count(); i++) {
            switch (table.name(i)) {
                case VIA, FROM, CALL_ID, CSEQ -> hash.add(table.bytes, table.valueStart(i), table.valueEnd(i));
                default -> { }
            }
        }
        return hash.value();
    }
}
