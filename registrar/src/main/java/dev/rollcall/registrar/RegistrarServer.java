package dev.rollcall.registrar;

import dev.rollcall.log.ServerLog;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.WriteMode;
import dev.rollcall.registrar.TableStart.Loaded;
import dev.rollcall.registrar.auth.DigestAuthenticator;
import dev.rollcall.registrar.config.RegistrarConfig;
import dev.rollcall.registrar.statistics.Statistics;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.Database.Access;
import dev.rollcall.sql.DatabaseException;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.sql.DatabaseRefusedException;
import dev.rollcall.sql.LocationSchema;
import dev.rollcall.sql.LocationStore;
import dev.rollcall.sql.TableLock;
import dev.rollcall.status.OperatorSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;

/**
 * A registrar's life, top to bottom: database, table, listeners, ready; stopped in the opposite order.
 *
 * <p>SIP is served only after the whole table was loaded.
 */
final class RegistrarServer implements ServerLauncher {
    private static final ServerLog LOG = ServerLog.of("core", "main");
    private static final ServerLog STATISTICS = ServerLog.of("core", "statistics");
    /** The writer's, one to load with or to repair with while it is at work, and one to lock with. */
    private static final int LOCATION_CONNECTIONS = 3;

    @Override
    public int run(RegistrarConfig config, ConfigSource source, boolean check) throws Exception {
        config.notices().forEach(notice -> LOG.notice("{}", notice));
        try {
            return check ? check(config) : serve(config, source);
        } catch (RefusedException e) {
            LOG.critical("{}", e.getMessage());
            return ExitCode.REFUSED;
        } catch (DatabaseException e) {
            LOG.critical("{}", e.getMessage());
            return ExitCode.DATABASE;
        } catch (IOException e) {
            LOG.critical("{}", e.getMessage());
            return ExitCode.CANNOT_LISTEN;
        }
    }

    private static int check(RegistrarConfig config) throws InterruptedException, RefusedException {
        TableStart start = new TableStart(config);
        if (config.authenticates()) {
            Authentication.check(config);
        }
        if (Domains.areConfigured(config)) {
            Domains.check(config);
        }
        if (config.writeMode() == WriteMode.NONE) {
            sayThatItStartsEmpty();
            return ExitCode.OK;
        }
        if (isMissingFile(config)) {
            Database.requireFile(config.databaseUrl(), Access.CREATE);
            LOG.notice("the SQLite file {} does not exist; a start makes it", config.databaseUrl().file());
            return ExitCode.OK;
        }
        try (Database database = open(config, Access.READ_ONLY)) {
            if (isToBeMade(config, database)) {
                LOG.notice("{} has no table {} yet; a start makes it", database.url(), config.get(RollcallParams.TABLE));
                return ExitCode.OK;
            }
            Loaded loaded = start.load(database, store(config, database), false);
            boolean clean = loaded.summary().rejected() == 0;
            LOG.notice("checked: {}",
                    clean ? "the configuration is right and every row loads" : "rows would not be loaded");
            return clean ? ExitCode.OK : ExitCode.ROWS_REJECTED;
        }
    }

    private static int serve(RegistrarConfig config, ConfigSource source) throws Exception {
        Shutdown shutdown = new Shutdown();
        shutdown.arm();
        Statistics statistics = new Statistics();
        OperatorSignal.STATUS.install(() -> log(statistics));
        ServerParts parts;
        try {
            parts = start(config, shutdown, statistics);
        } catch (Exception e) {
            shutdown.abandon();
            throw e;
        }
        OperatorSignal.RELOAD.install(new Reload(source, config, parts.reload()));
        LOG.notice("ready");
        // the signal's thread ends the process
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    /** One line a value; before the table is loaded there are none. */
    private static void log(Statistics statistics) {
        SortedMap<String, Long> values = statistics.values();
        if (values.isEmpty()) {
            STATISTICS.notice("none yet: the registrar is starting");
        }
        values.forEach((name, value) -> STATISTICS.notice("{} = {}", name, value));
    }

    private static ServerParts start(RegistrarConfig config, Shutdown shutdown, Statistics statistics)
            throws Exception {
        TableStart start = new TableStart(config);
        if (config.writeMode() == WriteMode.NONE) {
            sayThatItStartsEmpty();
            return listen(new ServerParts(
                    config, start.empty(), Optional.empty(), Optional.empty(), shutdown, statistics));
        }
        Database database = open(config, Access.CREATE);
        shutdown.closing(database);
        if (database.kind() == DatabaseKind.SQLITE) {
            shutdown.closing(serverLock(database));
        }
        if (isToBeMade(config, database)) {
            table(config, database).create();
            LOG.notice("table {} made in {}", config.get(RollcallParams.TABLE), database.url());
        }
        LocationStore store = store(config, database);
        Loaded loaded = start.load(database, store, true);
        loaded.repair().ifPresent(shutdown::closing);
        OnlineRepair.count(loaded.repair(), statistics);
        ServerParts parts = listen(new ServerParts(
                config, loaded.table(), Optional.of(loaded.store()), Optional.of(database), shutdown, statistics));
        loaded.repair().ifPresent(OnlineRepair::start);
        return parts;
    }

    /** Opens the listeners, with what the start has left collected: else the first phones would wait for that. */
    private static ServerParts listen(ServerParts parts) throws Exception {
        System.gc();
        parts.start();
        return parts;
    }

    /** Two registrars on one file would overwrite each other's contacts. A server's database may be a standby's too. */
    private static TableLock serverLock(Database database) throws RefusedException {
        return TableLock.serve(database).orElseThrow(() -> new RefusedException("another registrar serves from "
                + database.url() + ", and two would overwrite each other's contacts: stop it, or give this one a file"
                + " of its own (usrloc.db_url)"));
    }

    private static void sayThatItStartsEmpty() {
        LOG.notice("the table starts empty and ends with the process (usrloc.sql_write_mode none)");
    }

    /** Only in SQLite: a server's database has an administrator, who makes the table with OpenSIPS' scripts. */
    private static boolean isToBeMade(RegistrarConfig config, Database database) {
        return database.kind() == DatabaseKind.SQLITE && table(config, database).isMissing();
    }

    private static LocationStore table(RegistrarConfig config, Database database) {
        return new LocationStore(database, config.get(RollcallParams.TABLE), config.databaseTimeZone());
    }

    private static Database open(RegistrarConfig config, Access access) throws InterruptedException {
        return Databases.open(
                config.databaseUrl(),
                access,
                LOCATION_CONNECTIONS + DigestAuthenticator.CONNECTIONS,
                config.get(RollcallParams.DB_RETRY));
    }

    private static LocationStore store(RegistrarConfig config, Database database) throws RefusedException {
        LocationStore store = table(config, database);
        LocationSchema schema;
        try {
            schema = store.schema();
        } catch (DatabaseRefusedException e) {
            throw new RefusedException(e.getMessage());
        }
        if (schema == LocationSchema.V1011) {
            LOG.notice("expires of schema {} is a DATETIME in time zone {} (rollcall.db_time_zone)",
                    schema.version(), config.databaseTimeZone());
        }
        return store;
    }

    private static boolean isMissingFile(RegistrarConfig config) {
        return config.databaseUrl().kind() == DatabaseKind.SQLITE && !Files.exists(config.databaseUrl().file());
    }
}
