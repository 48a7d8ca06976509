package dev.rollcall.modparam;

import dev.rollcall.sql.DatabaseUrl;
import java.util.List;
import java.util.stream.Stream;

/** OpenSIPS' modules {@code auth} and {@code auth_db}: digest authentication against the subscriber table. */
public final class AuthParams {
    /** The database of the subscriber table. */
    public static final ModParam<DatabaseUrl> DB_URL = ModParam.unset("auth_db.db_url", DatabaseUrlType.TYPE,
            "the location table's database", "The database that holds the subscriber table.");

    /** Whether passwords are stored as they are. */
    public static final ModParam<Boolean> CALCULATE_HA1 = ModParam.of("auth_db.calculate_ha1", ValueType.flag(), false,
            "1: the table holds plain passwords, by default in the column `password`. 0: it holds their digests.");

    /** Whether a subscriber is a user in a domain. */
    public static final ModParam<Boolean> USE_DOMAIN = ModParam.of("auth_db.use_domain", ValueType.flag(), true,
            "Whether a subscriber is looked up by user and domain, or by the user alone; and whether To and From must"
                    + " have that domain, also with `rollcall.credentials_file`. The domain is that of the user name,"
                    + " else the realm. OpenSIPS before 4.0 has 0 as its default.");

    /** The column of the user. */
    public static final ModParam<String> USER_COLUMN = column("user_column", "username", "The user.");
    /** The column of the domain. */
    public static final ModParam<String> DOMAIN_COLUMN = column("domain_column", "domain", "The user's domain.");
    /** The column of the password, or of its MD5 digest. */
    public static final ModParam<String> PASSWORD_COLUMN = ModParam.unset("auth_db.password_column",
            ValueType.identifier(64), "`ha1`; `password` where calculate_ha1 is 1",
            "The column that holds the MD5 of `user:realm:password` as hex digits, or the plain password.");
    /** The column of the SHA-256 digest. */
    public static final ModParam<String> HASH_COLUMN_SHA256 = column("hash_column_sha256", "ha1_sha256",
            "The column that holds the SHA-256 of `user:realm:password` as hex digits.");

    private static final String NO_SCRIPT = "Rollcall has no routing script that could use it";

    private static final List<KnownParam> REFUSED = List.of(
            new RefusedParam("auth_db.password_column_2", "OpenSIPS removed it with the column ha1b"),
            new RefusedParam("auth_db.hash_column_sha512t256", "Rollcall challenges with SHA-256 and MD5"),
            new RefusedParam("auth_db.load_credentials", NO_SCRIPT),
            new RefusedParam("auth_db.skip_version_check",
                    "Rollcall looks at the columns of the table and not at its version"),
            new RefusedParam("auth_db.uri_user_column", NO_SCRIPT),
            new RefusedParam("auth_db.uri_domain_column", NO_SCRIPT),
            new RefusedParam("auth_db.uri_uriuser_column", NO_SCRIPT),
            new RefusedParam("auth.secret", "nonces are signed with a secret that is made anew at each start"),
            new RefusedParam("auth.calculate_ha1", "set auth_db.calculate_ha1 instead"),
            new RefusedParam("auth.realm_prefix", "set rollcall.realm instead"),
            new RefusedParam("auth.username_spec", NO_SCRIPT),
            new RefusedParam("auth.password_spec", NO_SCRIPT),
            new RefusedParam("auth.rpid_prefix", NO_SCRIPT),
            new RefusedParam("auth.rpid_suffix", NO_SCRIPT),
            new RefusedParam("auth.rpid_avp", NO_SCRIPT));

    private AuthParams() {}

    /** Every parameter of the two modules, the obeyed ones first. */
    static List<KnownParam> all() {
        Stream<KnownParam> obeyed = Stream.of(DB_URL, CALCULATE_HA1, USE_DOMAIN, USER_COLUMN, DOMAIN_COLUMN,
                PASSWORD_COLUMN, HASH_COLUMN_SHA256);
        KnownParam nonceCheck = new FixedParam<>("auth.disable_nonce_check", ValueType.flag(), false,
                "a nonce that was used is never accepted again");
        KnownParam nonceExpire = new RenamedParam("auth.nonce_expire", RollcallParams.NONCE_EXPIRE);
        return Stream.of(obeyed, Stream.of(nonceCheck, nonceExpire), REFUSED.stream())
                .flatMap(params -> params)
                .toList();
    }

    private static ModParam<String> column(String name, String column, String text) {
        return ModParam.of("auth_db." + name, ValueType.identifier(64), column, text);
    }
}
