package dev.rollcall.registrar;

import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.registrar.auth.CredentialsFile;
import dev.rollcall.registrar.auth.DigestAuthenticator;
import dev.rollcall.registrar.auth.ReplaceableAuthenticator;
import dev.rollcall.registrar.auth.UserAuthenticator;
import dev.rollcall.registrar.config.RegistrarConfig;
import dev.rollcall.sql.Database;
import dev.rollcall.sql.Database.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Who judges credentials by a configuration: users of a file, which can be read again, or those of a table. */
final class Authentication {
    private final Optional<UserAuthenticator> judge;
    private final Optional<ReplaceableAuthenticator> ofFile;

    private Authentication(Optional<UserAuthenticator> judge, Optional<ReplaceableAuthenticator> ofFile) {
        this.judge = judge;
        this.ofFile = ofFile;
    }

    /**
     * Opens what a configuration says.
     *
     * @param locations the location table's database, which may be that of the users as well
     * @param shutdown closes what is opened
     */
    static Authentication open(RegistrarConfig config, Optional<Database> locations, Shutdown shutdown)
            throws InterruptedException, RefusedException {
        if (!config.authenticates()) {
            return new Authentication(Optional.empty(), Optional.empty());
        }
        if (config.credentialsFile().isPresent()) {
            ReplaceableAuthenticator users =
                    new ReplaceableAuthenticator(ofFile(config.credentialsFile().get(), config));
            return new Authentication(Optional.of(users), Optional.of(users));
        }
        boolean shared = locations.isPresent() && config.authDatabaseUrl().equals(config.databaseUrl());
        Database subscribers = shared ? locations.get() : openSubscribers(config);
        if (!shared) {
            shutdown.closing(subscribers);
        }
        DigestAuthenticator users = DigestAuthenticator.open(subscribers, Settings.auth(config));
        shutdown.closing(users);
        return new Authentication(Optional.of(users), Optional.empty());
    }

    /** Reads the users that another configuration names. @throws RefusedException where the file is refused */
    static void check(RegistrarConfig config) throws InterruptedException, RefusedException {
        if (config.credentialsFile().isPresent()) {
            ofFile(config.credentialsFile().get(), config);
            return;
        }
        try (Database subscribers = openSubscribers(config)) {
            DigestAuthenticator.open(subscribers, Settings.auth(config)).close();
        }
    }

    /** The judge; nothing where everybody may register everything. */
    Optional<UserAuthenticator> judge() {
        return judge;
    }

    /**
     * Reads a file of users again, as another configuration has it.
     *
     * @return brings it into force; nothing to do where the users are in a table
     * @throws RefusedException where the file is refused
     */
    Runnable prepare(RegistrarConfig next) throws RefusedException {
        if (ofFile.isEmpty()) {
            return () -> {};
        }
        DigestAuthenticator users = ofFile(next.credentialsFile().orElseThrow(), next);
        return () -> ofFile.get().replace(users);
    }

    private static DigestAuthenticator ofFile(Path credentials, RegistrarConfig config) throws RefusedException {
        try {
            return DigestAuthenticator.of(CredentialsFile.read(credentials), Settings.auth(config));
        } catch (IOException e) {
            throw new RefusedException(e.getMessage());
        }
    }

    /** Opens the database of the subscriber table, which is the caller's to close. */
    private static Database openSubscribers(RegistrarConfig config) throws InterruptedException {
        return Databases.open(
                config.authDatabaseUrl(),
                Access.READ_ONLY,
                DigestAuthenticator.CONNECTIONS,
                config.get(RollcallParams.DB_RETRY));
    }
}
