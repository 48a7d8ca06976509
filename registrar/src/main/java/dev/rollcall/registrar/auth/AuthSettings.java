package dev.rollcall.registrar.auth;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.modparam.IdentityMatch;
import java.time.Duration;
import java.util.Optional;

/**
 * What the operator decides about authentication. Names in parentheses are the configuration's.
 *
 * @param realm the realm of every challenge ({@code rollcall.realm}), without '"' and '\'; empty: the domain of
 *     the AOR that the request's To names
 * @param table the subscriber table ({@code rollcall.subscriber_table})
 * @param userColumn user names ({@code auth_db.user_column})
 * @param domainColumn domains ({@code auth_db.domain_column}); looked at only with use_domain
 * @param passwordColumn passwords with calculateHa1, else MD5 hashes ({@code auth_db.password_column})
 * @param sha256Column SHA-256 hashes ({@code auth_db.hash_column_sha256}), unused with calculateHa1; the table may
 *     lack it
 * @param calculateHa1 whether passwords are stored in plain text ({@code auth_db.calculate_ha1})
 * @param useDomain whether a subscriber is a user in a domain ({@code auth_db.use_domain}), not a user alone
 * @param offerSha256 whether SHA-256 is offered too where the table allows it ({@code rollcall.offer_sha256})
 * @param nonceExpire how long a nonce may be used ({@code rollcall.nonce_expire})
 * @param cacheTime how long a secret that was looked up is good for ({@code rollcall.credential_cache}); 0: it is
 *     looked up for each request
 * @param aorPolicy how the To of a request becomes an AOR, by which users and domains are compared
 * @param identity who may register whom ({@code rollcall.identity})
 */
public record AuthSettings(
        Optional<String> realm,
        String table,
        String userColumn,
        String domainColumn,
        String passwordColumn,
        String sha256Column,
        boolean calculateHa1,
        boolean useDomain,
        boolean offerSha256,
        Duration nonceExpire,
        Duration cacheTime,
        AorPolicy aorPolicy,
        IdentityMatch identity) {
    /**
     * The password column where the operator names none: {@code ha1}, or {@code password} with calculate_ha1.
     *
     * <p>OpenSIPS: reads plain passwords from {@code ha1} too unless told otherwise, which no table that its own tools
     * made would serve.
     */
    public static String defaultPasswordColumn(boolean calculateHa1) {
        return calculateHa1 ? "password" : "ha1";
    }
}
