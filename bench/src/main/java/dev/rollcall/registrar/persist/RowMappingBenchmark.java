package dev.rollcall.registrar.persist;

import dev.rollcall.location.LocationRow;
import dev.rollcall.registrar.usrloc.Binding;
import dev.rollcall.registrar.usrloc.Contact;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code java -jar bench/target/bench.jar RowMappingBenchmark -prof gc}
 *
 * <p>A contact into a row of the location table, as write-back does, and back, as preload does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RowMappingBenchmark {
    /** The zone of {@code last_modified}: one that needs no rules, and one with summer time. */
    @Param({"UTC", "Europe/Berlin"})
    public String zone;

    private ContactRows rows;
    private Contact contact;
    private LocationRow row;

    /** Makes a contact with a value in most columns. */
    @Setup
    public void fill() {
        rows = new ContactRows(true, ZoneId.of(zone));
        Binding binding = new Binding(
                1_800_003_600L, 500, "84d2f7a05b9e4c3f@192.0.2.7", 2026, 1_800_000_000L, 0, "", "Phone/3.1.4", null,
                "<sip:192.0.2.9;lr>", "udp:192.0.2.1:5060", 5951,
                "<urn:uuid:00000000-0000-1000-8000-AABBCCDDEEFF>", null, null, 0);
        contact = new Contact(0x0123_4567_89ab_cdefL, "alice@example.com", "sip:alice@192.0.2.7:5060;ob", binding);
        row = rows.toRow(contact);
    }

    /** To be written. */
    @Benchmark
    public LocationRow toRow() {
        return rows.toRow(contact);
    }

    /** As loaded. */
    @Benchmark
    public Contact toContact() {
        return rows.toContact(row);
    }
}
