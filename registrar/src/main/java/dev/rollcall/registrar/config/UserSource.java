package dev.rollcall.registrar.config;

import dev.rollcall.modparam.AuthParams;
import dev.rollcall.modparam.ModParam;
import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where users and their passwords are: in a file or in a table, never in both. */
final class UserSource {
    private static final List<ModParam<?>> OF_TABLE = List.of(AuthParams.DB_URL, AuthParams.CALCULATE_HA1,
            AuthParams.USER_COLUMN, AuthParams.DOMAIN_COLUMN, AuthParams.PASSWORD_COLUMN,
            AuthParams.HASH_COLUMN_SHA256, RollcallParams.SUBSCRIBER_TABLE, RollcallParams.CREDENTIAL_CACHE);

    private UserSource() {}

    /** The file, or nothing where it is the table. */
    static Optional<Path> file(ParamValues values, Path workingDirectory, Consumer<String> problems) {
        if (values.isGiven(RollcallParams.CREDENTIALS_FILE)) {
            OF_TABLE.stream()
                    .filter(values::isGiven)
                    .forEach(param -> problems.accept(values.describe(RollcallParams.CREDENTIALS_FILE) + " and "
                            + values.describe(param) + ": users are in a file or in a table; leave one out"));
        }
        return ReadableFile.of(RollcallParams.CREDENTIALS_FILE, values, workingDirectory, problems);
    }
}
