package dev.rollcall.registrar;

import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.IdSettings;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.log.ServerLog;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.modparam.WriteMode;
import dev.rollcall.preload.Contradiction;
import dev.rollcall.preload.FormatDecision;
import dev.rollcall.preload.IdSurvey;
import dev.rollcall.preload.MigratorCommand;
import dev.rollcall.preload.Preload;
import dev.rollcall.preload.PreloadSummary;
import dev.rollcall.preload.Reading;
import dev.rollcall.registrar.config.RegistrarConfig;
import dev.rollcall.registrar.persist.TableLoader;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.LocationStore;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * How the location table comes into being: every row is checked and loaded, and what the IDs are is found out with it;
 * where broken ones are to be mended, that comes first.
 */
final class TableStart {
    private static final ServerLog LOG = ServerLog.of("usrloc", "preload");

    /**
     * A table that is ready to serve.
     *
     * @param summary what became of the rows
     * @param store where its rows are written
     * @param repair what mends rows while they are served, to be started
     */
    record Loaded(
            LocationTable table, PreloadSummary summary, LocationStore store, Optional<OnlineRepair> repair) {}

    /** A table that was read once, its IDs taken for what a decision says; the survey is what they all say. */
    private record Attempt(
            FormatDecision decision, IdSurvey survey, LocationTable table, Reading reading,
            Optional<OnlineRepair> repair) {}

    /** Rows, the first by key, that speak for all until all were read. */
    private static final int SAMPLE_ROWS = 1_000;

    private final RegistrarConfig config;
    private final IdSettings settings;

    TableStart(RegistrarConfig config) {
        this.config = config;
        this.settings = new IdSettings(
                config.get(RollcallParams.CONTACT_ID_FORMAT),
                config.get(UsrlocParams.HASH_SIZE),
                config.get(UsrlocParams.USE_DOMAIN),
                config.isGiven(UsrlocParams.USE_DOMAIN),
                config.get(RollcallParams.CHAR_SIGN),
                config.isGiven(RollcallParams.CHAR_SIGN));
    }

    /** A table that starts empty, since no database is behind it. */
    LocationTable empty() {
        IdParameters parameters = settings.with(new IdSurvey().decideFormat(settings).format());
        return table(parameters, new LabelAllocator(parameters, random()));
    }

    /**
     * The table of a database.
     *
     * @param mend whether rows may be written where the configuration asks for it
     * @throws RefusedException where the rows speak for settings other than the assumed ones
     */
    Loaded load(Database database, LocationStore store, boolean mend) throws RefusedException {
        long startNanos = System.nanoTime();
        MigratorCommand migrator = new MigratorCommand(config.databaseUrl().toString(), store.table());
        boolean mends = mend
                && (config.get(UsrlocParams.REGEN_BROKEN_CONTACTID) || config.get(RollcallParams.REPAIR_ONLINE));
        Attempt attempt = mends ? loadMended(database, store, migrator) : loadAsItIs(store, migrator);
        PreloadSummary summary = attempt.reading.summary();
        attempt.reading.log();
        LOG.notice("{} of {} rows of table {} loaded from {}, {} rejected, in {} s; {}",
                summary.loaded(), summary.rows(), store.table(), config.databaseUrl(), summary.rejected(),
                seconds(startNanos), attempt.decision.describe());
        LocationStore written = attempt.repair.map(OnlineRepair::servedStore).orElse(store);
        return new Loaded(attempt.table, summary, written, attempt.repair);
    }

    /** What the IDs are is found out and they are mended, or what they are to be is fixed, before rows are loaded. */
    private Attempt loadMended(Database database, LocationStore store, MigratorCommand migrator)
            throws RefusedException {
        IdSurvey survey = new IdSurvey();
        store.scanIds(survey::add);
        refuseContradiction(survey.contradiction(settings), migrator);
        FormatDecision decision = survey.decideFormat(settings);
        StartRepair mending = new StartRepair(database, store, ids(decision), migrator);
        if (!config.get(RollcallParams.REPAIR_ONLINE)) {
            mending.run(decision, settings);
            return attempt(store, migrator, decision);
        }
        int rowsPerSecond = config.get(RollcallParams.REPAIR_ROWS_PER_SECOND);
        return attempt(store, migrator, decision, mending.begin(decision, settings, rowsPerSecond));
    }

    /**
     * Rows are loaded at once, by what the first of them say of their IDs; by what all say where that is something
     * else.
     */
    private Attempt loadAsItIs(LocationStore store, MigratorCommand migrator) throws RefusedException {
        IdSurvey sample = new IdSurvey();
        store.page(null, SAMPLE_ROWS).forEach(row -> sample.add(row.contactId(), row.username(), row.domain()));
        Attempt first = attempt(store, migrator, sample.decideFormat(settings));
        refuseContradiction(first.survey.contradiction(settings), migrator);
        FormatDecision decision = first.survey.decideFormat(settings);
        return first.reading.holdsFor(ids(decision))
                ? new Attempt(decision, first.survey, first.table, first.reading, Optional.empty())
                : attempt(store, migrator, decision);
    }

    private Attempt attempt(LocationStore store, MigratorCommand migrator, FormatDecision decision) {
        return attempt(store, migrator, decision, Optional.empty());
    }

    private Attempt attempt(
            LocationStore store, MigratorCommand migrator, FormatDecision decision, Optional<OnlineRepair> repair) {
        IdCheck ids = ids(decision);
        LabelAllocator labels = new LabelAllocator(ids.parameters(), random());
        // what the repair takes and what it leaves, nobody else may have
        repair.ifPresent(begun -> begun.rows().forEachId(labels::reserve));
        LocationTable table = table(ids.parameters(), labels);
        IdSurvey survey = new IdSurvey();
        Preload preload = new Preload(ids, migrator, config.get(RollcallParams.PRELOAD_LOG_LINES));
        LocationStore read = repair.map(OnlineRepair::servedStore).orElse(store);
        TableLoader loader = new TableLoader(read, settings.useDomain(), config.databaseTimeZone());
        Reading reading = loader.load(preload, survey, table, labels);
        repair.ifPresent(begun -> begun.rows().loaded());
        return new Attempt(decision, survey, table, reading, repair);
    }

    private IdCheck ids(FormatDecision decision) {
        return new IdCheck(settings.with(decision.format()), decision.documentedHashSizes());
    }

    private void refuseContradiction(Optional<Contradiction> found, MigratorCommand migrator) throws RefusedException {
        if (found.isEmpty()) {
            return;
        }
        Contradiction contradiction = found.get();
        throw new RefusedException(contradiction.describe() + ". Not started, since the rows would not be loaded."
                + " To serve the table as it is: java -jar registrar.jar " + options(contradiction.settled())
                + " (with the other options as before). To have new ids made instead, "
                + domainsFirst(contradiction) + "run: " + migrator.repair(contradiction.insisted())
                + " and then: java -jar registrar.jar " + options(contradiction.insisted()));
    }

    private static String domainsFirst(Contradiction contradiction) {
        long missing = contradiction.domainsToFillIn();
        return missing == 0 ? "" : "fill in the domain of " + missing + " rows that have none, then ";
    }

    private static String options(IdSettings settings) {
        return "--use-domain=" + (settings.useDomain() ? 1 : 0) + " --char-sign " + settings.charSign().optionValue();
    }

    private LocationTable table(IdParameters parameters, LabelAllocator labels) {
        boolean persistent = config.writeMode() != WriteMode.NONE;
        return new LocationTable(parameters, labels, persistent);
    }

    /** Where labels begin is no secret, only different at each start; OpenSIPS takes it from rand(). */
    private static RandomGenerator random() {
        return new SplittableRandom(new SecureRandom().nextLong());
    }

    private static String seconds(long sinceNanos) {
        return String.format(Locale.ROOT, "%.1f", (System.nanoTime() - sinceNanos) / 1e9);
    }
}
