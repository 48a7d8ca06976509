package dev.rollcall.registrar.usrloc;

import dev.rollcall.octets.Octets;
import dev.rollcall.octets.SipHash;
import java.security.SecureRandom;

/**
 * The hash by which a shard finds an AOR. It has a key of its own in each run: core_hash is weak, and who sends REGISTERs
 * could choose AORs that all stand in one chain. Immutable.
 */
final class AorHash {
    private final long key0;
    private final long key1;

    AorHash(SecureRandom random) {
        key0 = random.nextLong();
        key1 = random.nextLong();
    }

    int of(Octets aor) {
        SipHash hash = SipHash.of64(key0, key1);
        hash.add(aor.array(), aor.from(), aor.to());
        return (int) hash.value();
    }
}
