package dev.rollcall.registrar;

import dev.rollcall.modparam.AdmissionParams;
import dev.rollcall.modparam.DomainParams;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.registrar.config.RegistrarConfig;
import dev.rollcall.registrar.domain.DomainTable;
import dev.rollcall.registrar.domain.ServedDomains;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.Database.Access;
import dev.rollcall.sql.DatabaseUrl;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The served domains of a configuration. */
final class Domains {
    private static final Duration REFRESH = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 1;

    private Domains() {}

    /** Whether there are such that are not served. */
    static boolean areConfigured(RegistrarConfig config) {
        return config.isGiven(AdmissionParams.DOMAINS) || config.isGiven(DomainParams.DB_URL);
    }

    /** Reads them as a start would. */
    static void check(RegistrarConfig config) throws InterruptedException {
        Shutdown afterwards = new Shutdown();
        try {
            open(config, afterwards);
        } finally {
            afterwards.abandon();
        }
    }

    /** Reads them; they and the database of their table close with the shutdown. */
    static ServedDomains open(RegistrarConfig config, Shutdown shutdown) throws InterruptedException {
        Optional<DatabaseUrl> url = config.find(DomainParams.DB_URL);
        Optional<DomainTable> table = Optional.empty();
        if (url.isPresent()) {
            Database database =
                    Databases.open(url.get(), Access.READ_ONLY, CONNECTIONS, config.get(RollcallParams.DB_RETRY));
            shutdown.closing(database);
            table = Optional.of(new DomainTable(
                    database,
                    config.get(DomainParams.TABLE),
                    config.get(DomainParams.DOMAIN_COLUMN),
                    config.get(DomainParams.SUBDOMAIN_COLUMN)));
        }
        ServedDomains domains = new ServedDomains(config.find(AdmissionParams.DOMAINS).orElse(List.of()), table);
        shutdown.closing(domains);
        if (!config.get(DomainParams.DB_MODE)) {
            domains.refreshEvery(REFRESH);
        }
        return domains;
    }
}
