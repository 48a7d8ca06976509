package dev.rollcall.registrar.usrloc;

import dev.rollcall.octets.Octets;
import dev.rollcall.octets.SipHash;

/**
 * The hash by which a shard finds an AOR. It has a key of its own in each run: core_hash is weak, and who sends
 * REGISTERs could choose AORs that all stand in one chain. Not thread-safe: the shard's lock guards it.
 */
final class AorHash {
    private final SipHash hash;

    AorHash(long key0, long key1) {
        hash = SipHash.of64(key0, key1);
    }

    int of(Octets aor) {
        hash.restart();
        hash.add(aor.array(), aor.from(), aor.to());
        return (int) hash.value();
    }
}
