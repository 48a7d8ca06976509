package dev.rollcall.registrar;

import dev.rollcall.modparam.AdmissionParams;
import dev.rollcall.modparam.AuthParams;
import dev.rollcall.modparam.LowExpires;
import dev.rollcall.modparam.RegistrarParams;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.registrar.auth.AuthSettings;
import dev.rollcall.registrar.config.RegistrarConfig;
import dev.rollcall.registrar.lookup.LookupSettings;
import dev.rollcall.registrar.register.ExpiryPolicy;
import dev.rollcall.registrar.register.LengthLimits;
import dev.rollcall.registrar.register.NatPolicy;
import dev.rollcall.registrar.register.PathPolicy;
import dev.rollcall.registrar.register.RegisterSettings;
import dev.rollcall.registrar.usrloc.SavePolicy;

/** What a configuration says, in the terms of the parts that it is for. */
final class Settings {
    private Settings() {}

    /** How REGISTERs are judged. */
    static RegisterSettings register(RegistrarConfig config) {
        return new RegisterSettings(
                config.aorPolicy(),
                config.get(RollcallParams.CHAR_SIGN),
                lengthLimits(config),
                expiryPolicy(config),
                savePolicy(config),
                new PathPolicy(config.get(RollcallParams.PATH), config.get(RollcallParams.PATH_RECEIVED)),
                new NatPolicy(config.get(RollcallParams.NAT_UAC_TEST)),
                config.get(RegistrarParams.DEFAULT_Q),
                (int) config.get(RegistrarParams.RETRY_AFTER).toSeconds());
    }

    private static LengthLimits lengthLimits(RegistrarConfig config) {
        return new LengthLimits(
                config.get(RegistrarParams.MAX_USERNAME_LEN),
                config.get(RegistrarParams.MAX_DOMAIN_LEN),
                config.get(RegistrarParams.MAX_AOR_LEN),
                config.get(RegistrarParams.MAX_CONTACT_LEN));
    }

    private static ExpiryPolicy expiryPolicy(RegistrarConfig config) {
        return new ExpiryPolicy(
                config.get(RegistrarParams.DEFAULT_EXPIRES).toSeconds(),
                config.get(RegistrarParams.MIN_EXPIRES).toSeconds(),
                config.get(RegistrarParams.MAX_EXPIRES).toSeconds(),
                (int) config.get(RegistrarParams.EXPIRES_MAX_DEVIATION).toSeconds(),
                config.get(RollcallParams.ON_LOW_EXPIRES) == LowExpires.REJECT);
    }

    private static SavePolicy savePolicy(RegistrarConfig config) {
        return new SavePolicy(
                config.get(RegistrarParams.MAX_CONTACTS),
                config.get(RollcallParams.MAX_CONTACTS_POLICY),
                config.get(UsrlocParams.MATCHING_MODE),
                config.get(RegistrarParams.ALLOW_DUP_CSEQ));
    }

    /** How credentials are judged. */
    static AuthSettings auth(RegistrarConfig config) {
        boolean plain = config.get(AuthParams.CALCULATE_HA1);
        return new AuthSettings(
                config.find(RollcallParams.REALM),
                config.get(RollcallParams.SUBSCRIBER_TABLE),
                config.get(AuthParams.USER_COLUMN),
                config.get(AuthParams.DOMAIN_COLUMN),
                config.find(AuthParams.PASSWORD_COLUMN).orElseGet(() -> AuthSettings.defaultPasswordColumn(plain)),
                config.get(AuthParams.HASH_COLUMN_SHA256),
                plain,
                config.get(AuthParams.USE_DOMAIN),
                config.get(RollcallParams.OFFER_SHA256),
                config.get(RollcallParams.NONCE_EXPIRE),
                config.get(RollcallParams.CREDENTIAL_CACHE),
                config.aorPolicy(),
                config.get(RollcallParams.IDENTITY));
    }

    /** Who may look contacts up, and which. */
    static LookupSettings lookup(RegistrarConfig config) {
        return new LookupSettings(
                config.aorPolicy(),
                config.get(RollcallParams.CHAR_SIGN),
                config.get(AdmissionParams.LOOKUP_FROM),
                config.get(AdmissionParams.LOOKUP_FLAGS));
    }
}
