package dev.rollcall.bench.database;

import dev.rollcall.registrar.persist.WriteBack;
import dev.rollcall.registrar.persist.WriteThrough;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.registrar.usrloc.Outcome;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.LocationStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code java -Xmx4g -cp bench/target/bench.jar dev.rollcall.bench.database.DatabaseBenchmark mysql://u@127.0.0.1/d}
 *
 * <p>Makes a {@code location} table in each database given, which must have none, writes it back and through, and reads
 * it as a bare driver does and as a start does.
 */
@Command(name = "DatabaseBenchmark", mixinStandardHelpOptions = true)
public final class DatabaseBenchmark implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(Phones.NOW));
    private static final int CONNECTIONS = 4;
    private static final int FETCH_ROWS = 2048;

    @Option(names = "--rows", defaultValue = "1000000", description = "contacts of the table (${DEFAULT-VALUE})")
    int rows;

    @Option(names = "--in-flight", defaultValue = "1024",
            description = "registrations under way in write-through (${DEFAULT-VALUE})")
    int inFlight;

    @Option(names = "--scans", defaultValue = "3", description = "how often the table is read (${DEFAULT-VALUE})")
    int scans;

    @Option(names = "--directory", description = "on the disk of the database, for the time of an fsync")
    Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    @Parameters(arity = "1..*", description = "databases as the registrar takes them")
    List<String> urls;

    private final PrintWriter out = new PrintWriter(System.out);

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new DatabaseBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        new Figures(out, "disk").latencies("4096 bytes and fsync", Disk.forced(directory));
        for (String url : urls) {
            try (Database database = Database.open(DatabaseUrl.parse(url), Database.Access.CREATE, CONNECTIONS)) {
                measure(database, new Figures(out, database.kind().name().toLowerCase(Locale.ROOT)));
            }
        }
        return 0;
    }

    private void measure(Database database, Figures figures) throws SQLException, InterruptedException {
        LocationStore store = new LocationStore(database, "location", ZoneOffset.UTC);
        store.create();
        LocationTable table = Tables.empty();
        writeBack(table, store, figures, "write-back, inserts", 1);
        writeBack(table, store, figures, "write-back, updates", 2);
        writeThrough(table, store, figures);
        for (int i = 0; i < scans; i++) {
            Stopwatch bare = new Stopwatch();
            figures.rows("bare scan", bareScan(database), bare);
            Stopwatch preload = new Stopwatch();
            figures.rows("preload", Tables.loaded(store).size(), preload);
        }
    }

    /** Everything is dirty before the writer starts, so that it is measured alone. */
    private void writeBack(LocationTable table, LocationStore store, Figures figures, String what, long cseq) {
        WriteBack writeBack = new WriteBack(table, store, true, ZoneOffset.UTC, LIMIT, Integer.MAX_VALUE, CLOCK);
        for (int phone = 0; phone < rows; phone++) {
            writeBack.save(Phones.registration(phone, cseq), Phones.NOW, outcome -> { });
        }
        Stopwatch watch = new Stopwatch();
        writeBack.start();
        int left = writeBack.stop(LIMIT);
        figures.rows(what, rows - left, watch);
    }

    /** A closed loop of refreshes. */
    private void writeThrough(LocationTable table, LocationStore store, Figures figures) throws InterruptedException {
        WriteThrough writeThrough = new WriteThrough(table, store, true, ZoneOffset.UTC, CLOCK);
        writeThrough.start();
        int count = Math.min(rows, 200_000);
        long[] latencies = new long[count];
        Semaphore free = new Semaphore(inFlight);
        AtomicInteger refused = new AtomicInteger();
        Stopwatch watch = new Stopwatch();
        for (int i = 0; i < count; i++) {
            int phone = i;
            free.acquire();
            long start = System.nanoTime();
            writeThrough.save(Phones.registration(phone, 3), Phones.NOW, outcome -> {
                latencies[phone] = System.nanoTime() - start;
                if (!(outcome instanceof Outcome.Accepted)) {
                    refused.incrementAndGet();
                }
                free.release();
            });
        }
        free.acquire(inFlight);
        figures.rows("write-through, " + inFlight + " in flight", count - refused.get(), watch);
        figures.latencies("write-through, answered after", latencies);
        writeThrough.stop(LIMIT);
    }

    /** The columns of preload, each as the driver gives it. */
    private static long bareScan(Database database) throws SQLException {
        long count = 0;
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCH_ROWS);
                try (ResultSet row = statement.executeQuery("SELECT contact_id, expires, cseq, flags, methods, q,"
                        + " username, domain, contact, received, path, callid, last_modified, cflags, user_agent, socket,"
                        + " sip_instance, kv_store, attr FROM location")) {
                    for (; row.next(); count++) {
                        for (int number = 1; number <= 5; number++) {
                            row.getLong(number);
                        }
                        row.getDouble(6);
                        for (int text = 7; text <= 19; text++) {
                            row.getString(text);
                        }
                    }
                }
            }
            connection.rollback();
        }
        return count;
    }
}
