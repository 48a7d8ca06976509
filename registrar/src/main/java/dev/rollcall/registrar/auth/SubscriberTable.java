package dev.rollcall.registrar.auth;

import dev.rollcall.log.ServerLog;
import dev.rollcall.octets.Octets;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * OpenSIPS' {@code subscriber} table; safe for any thread.
 *
 * <p>User names are compared byte for byte, also where the database's collation takes more for equal. With hashes,
 * SHA-256 is offered only while every subscriber has such a hash: clients take the best that is offered, and one
 * without the hash could never register.
 */
final class SubscriberTable implements CredentialStore {
    private static final ServerLog LOG = ServerLog.of("auth_db", "get_ha1");
    private static final int QUERY_TIMEOUT_SECONDS = 5;
    /** Rows looked at for one user name: enough for all that a collation takes for equal. */
    private static final int MAX_ROWS = 100;

    /** MySQL and MariaDB: the column's character set cannot hold the name that is asked for, so nobody is called so. */
    private static final Set<Integer> UNSTORABLE_NAME = Set.of(1267, 1270, 1271, 3988);

    private final Database database;
    private final AuthSettings settings;
    private final SubscriberStatements statements;
    private final AtomicBoolean ambiguityTold = new AtomicBoolean();
    private volatile List<DigestAlgorithm> algorithms;

    /**
     * Reads the table's shape.
     *
     * @throws DatabaseException if it cannot be read or lacks a column
     */
    SubscriberTable(Database database, AuthSettings settings) {
        this.database = database;
        this.settings = settings;
        this.statements = SubscriberStatements.of(database, settings);
        this.algorithms = offered();
    }

    @Override
    public List<DigestAlgorithm> algorithms() {
        return algorithms;
    }

    @Override
    public Map<Subscriber, Secret> find(List<Subscriber> subscribers) {
        Map<Subscriber, Secret> found = new HashMap<>();
        subscribers.stream()
                .collect(Collectors.groupingBy(Subscriber::domain))
                .values()
                .forEach(ofOneDomain -> find(ofOneDomain, found));
        return found;
    }

    private void find(List<Subscriber> ofOneDomain, Map<Subscriber, Secret> found) {
        Map<String, List<Secret>> secrets = new HashMap<>();
        if (!read(ofOneDomain, secrets) && ofOneDomain.size() > 1) {
            ofOneDomain.forEach(subscriber -> find(List.of(subscriber), found));
            return;
        }
        for (Subscriber subscriber : ofOneDomain) {
            only(secrets.getOrDefault(subscriber.user(), List.of()), subscriber)
                    .ifPresent(secret -> found.put(subscriber, secret));
        }
    }

    /** Reads the secrets of each user; returns false where one of them may be why those of others are not there. */
    private boolean read(List<Subscriber> ofOneDomain, Map<String, List<Secret>> secrets) {
        int users = ofOneDomain.size();
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement(statements.select(users))) {
            select.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
            select.setMaxRows(MAX_ROWS * users);
            for (int i = 0; i < users; i++) {
                select.setString(i + 1, ofOneDomain.get(i).user());
            }
            if (settings.useDomain()) {
                select.setString(users + 1, ofOneDomain.get(0).domain());
            }
            return read(select, secrets) < MAX_ROWS * users;
        } catch (SQLException e) {
            if (UNSTORABLE_NAME.contains(e.getErrorCode())) {
                return false;
            }
            throw database.failure("cannot look up a subscriber in", e);
        }
    }

    /** Returns how many rows there were. */
    private int read(PreparedStatement select, Map<String, List<Secret>> secrets) throws SQLException {
        int count = 0;
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                count++;
                List<Secret> ofUser =
                        secrets.computeIfAbsent(rows.getString(1).stripTrailing(), user -> new ArrayList<>());
                secret(rows.getString(2), rows.getString(3)).ifPresent(ofUser::add);
            }
        }
        return count;
    }

    /** OpenSIPS: takes any row of several. With the wrong one a subscriber could register as another. */
    private Optional<Secret> only(List<Secret> found, Subscriber subscriber) {
        if (found.size() > 1 && !ambiguityTold.getAndSet(true)) {
            LOG.warning(
                    "user {} is in table {} more than once, and such users cannot register; set auth_db.use_domain=1"
                            + " (not said again for other users)",
                    subscriber.user(),
                    settings.table());
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The secret in a row; nothing if there is none: an empty password lets nobody in. */
    private Optional<Secret> secret(String password, String sha256) {
        if (settings.calculateHa1()) {
            return Optional.ofNullable(password).filter(text -> !text.isEmpty()).map(Secret.Password::new);
        }
        Map<DigestAlgorithm, String> hashes = new EnumMap<>(DigestAlgorithm.class);
        hash(DigestAlgorithm.MD5, password).ifPresent(hash -> hashes.put(DigestAlgorithm.MD5, hash));
        hash(DigestAlgorithm.SHA_256, sha256).ifPresent(hash -> hashes.put(DigestAlgorithm.SHA_256, hash));
        if (hashes.containsKey(DigestAlgorithm.MD5) && !hashes.containsKey(DigestAlgorithm.SHA_256)) {
            offerOnlyMd5();
        }
        return hashes.isEmpty() ? Optional.empty() : Optional.of(new Secret.Hashes(hashes));
    }

    private static Optional<String> hash(DigestAlgorithm algorithm, String stored) {
        // PostgreSQL pads CHAR columns.
        String hash = stored == null ? "" : stored.strip().toLowerCase(Locale.ROOT);
        return HexDigits.are(Octets.of(hash), algorithm.hexDigits()) ? Optional.of(hash) : Optional.empty();
    }

    private List<DigestAlgorithm> offered() {
        if (!settings.offerSha256()) {
            return List.of(DigestAlgorithm.MD5);
        }
        if (settings.calculateHa1()) {
            return List.of(DigestAlgorithm.values());
        }
        if (statements.withoutSha256().isEmpty()) {
            return List.of(DigestAlgorithm.MD5);
        }
        algorithms = List.of(DigestAlgorithm.values());
        if (hasRows(statements.withoutSha256().get())) {
            offerOnlyMd5();
        }
        return algorithms;
    }

    private void offerOnlyMd5() {
        if (algorithms.contains(DigestAlgorithm.SHA_256)) {
            algorithms = List.of(DigestAlgorithm.MD5);
            LOG.notice(
                    "SHA-256 is not offered: table {} has users without a hash in {}; fill it and restart",
                    settings.table(),
                    settings.sha256Column());
        }
    }

    private boolean hasRows(String select) {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.setMaxRows(1);
            try (ResultSet rows = statement.executeQuery(select)) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw database.failure("cannot read the table " + settings.table() + " for authentication in", e);
        }
    }
}
