package dev.rollcall.bench;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.octets.Octets;
import dev.rollcall.registrar.usrloc.Binding;
import dev.rollcall.registrar.usrloc.Contact;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.registrar.usrloc.Registration;
import dev.rollcall.registrar.usrloc.Registration.RequestedContact;
import dev.rollcall.registrar.usrloc.RequestedBinding;
import dev.rollcall.registrar.usrloc.Outcome;
import dev.rollcall.registrar.usrloc.SavePolicy;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * {@code java -jar bench/target/bench.jar LocationTableBenchmark -p aors=1000000 -jvmArgs -Xmx4g}
 *
 * <p>The location table alone, one contact an AOR: a refresh, an AOR that is new, a contact by its ID, and a listing of
 * all. What a REGISTER is made into for the table is part of the first two. The AORs are visited in a scattered order,
 * so that a large table does not come out of the processor's cache.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LocationTableBenchmark {
    private static final long NOW = 1_800_000_000L;
    /** Odd and large: its multiples visit all AORs of a power of two in a scattered order. */
    private static final int STRIDE = 0x9E3779B1;

    private static final Octets CALL_ID = Octets.of("84d2f7a05b9e4c3f");
    private static final Octets CONTACT = Octets.of("sip:phone@192.0.2.7:5060");
    private static final Octets USER_AGENT = Octets.of("Phone/3.1.4");
    private static final Octets SOCKET = Octets.of("udp:192.0.2.1:5060");

    /** How many AORs the table holds; rounded down to a power of two. */
    @Param("100000")
    public int aors;

    private LocationTable table;
    private Octets[] names;
    private int[] hashes;
    private long[] ids;
    private int visits;
    private int added;

    /** Fills a table; again for each iteration, since new AORs stay in it. */
    @Setup(Level.Iteration)
    public void fill() {
        int count = Integer.highestOneBit(aors);
        IdParameters parameters = new IdParameters(
                ContactIdFormat.RELEASED, IdParameters.DEFAULT_HASH_SIZE, true, CharSign.SIGNED);
        table = new LocationTable(parameters, new LabelAllocator(parameters, new SplittableRandom(1)), false);
        names = new Octets[count];
        hashes = new int[count];
        ids = new long[count];
        visits = 0;
        added = 0;
        for (int i = 0; i < count; i++) {
            String aor = "user" + i + "@example.com";
            names[i] = Octets.of(aor);
            hashes[i] = CoreHash.of(aor, CharSign.SIGNED);
            table.save(registration(names[i], hashes[i], 1), NOW);
            ids[i] = table.contacts(aor, hashes[i], NOW).get(0).id();
        }
    }

    /** The phone of an AOR registers again. */
    @Benchmark
    public Outcome refresh() {
        int i = next();
        return table.save(registration(names[i], hashes[i], 2 + visits / names.length), NOW);
    }

    /** An AOR that the table does not hold; its name and hash are made here too. */
    @Benchmark
    public Outcome newAor() {
        String aor = "new" + added++ + "@example.com";
        return table.save(registration(Octets.of(aor), CoreHash.of(aor, CharSign.SIGNED), 1), NOW);
    }

    /** A contact by its ID alone. */
    @Benchmark
    public Optional<Contact> byId() {
        return table.byId(ids[next()], NOW);
    }

    /** A full listing: every contact with all that a row of it says. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public void list(Blackhole listing) {
        table.forEach(listing::consume);
    }

    private int next() {
        return visits++ * STRIDE & names.length - 1;
    }

    private static Registration registration(Octets aor, int hash, long cseq) {
        RequestedBinding binding = new RequestedBinding(
                NOW + 3600, Binding.UNSPECIFIED_Q, USER_AGENT, null, null, SOCKET, RequestedBinding.ALL_METHODS, null,
                0);
        return new Registration(
                aor, hash, CALL_ID, cseq, false, List.of(new RequestedContact(CONTACT, false, binding)),
                SavePolicy.DEFAULT);
    }
}
