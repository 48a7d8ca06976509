package dev.rollcall.registrar.config;

import dev.rollcall.modparam.AdmissionParams;
import dev.rollcall.modparam.AuthParams;
import dev.rollcall.modparam.DomainParams;
import dev.rollcall.modparam.IdentityMatch;
import dev.rollcall.modparam.ModParam;
import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.modparam.WriteMode;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.registrar.transport.ListenAddress;
import java.util.ArrayList;
import java.util.List;

/** What is right and still worth a line at the start: values that nothing uses, and listeners that are open. */
final class Notices {
    private static final List<ModParam<?>> OF_AUTH = List.of(AuthParams.DB_URL, AuthParams.CALCULATE_HA1,
            AuthParams.USE_DOMAIN, AuthParams.USER_COLUMN, AuthParams.DOMAIN_COLUMN, AuthParams.PASSWORD_COLUMN,
            AuthParams.HASH_COLUMN_SHA256, RollcallParams.SUBSCRIBER_TABLE, RollcallParams.CREDENTIALS_FILE,
            RollcallParams.CREDENTIAL_CACHE, RollcallParams.REALM, RollcallParams.IDENTITY,
            RollcallParams.NONCE_EXPIRE);
    private static final List<ModParam<?>> OF_BANS = List.of(AdmissionParams.BAN_AFTER, AdmissionParams.BAN_TIME,
            AdmissionParams.BAN_TIME_MAX, AdmissionParams.AUTHENTICATE_WITHIN);
    private static final List<ModParam<?>> OF_SOURCES = List.of(
            AdmissionParams.SOURCE_RATE, AdmissionParams.SOURCE_CONNECTIONS, AdmissionParams.SCANNER_AGENTS);
    private static final List<ModParam<?>> OF_DOMAIN_TABLE = List.of(DomainParams.DB_MODE, DomainParams.TABLE,
            DomainParams.DOMAIN_COLUMN, DomainParams.SUBDOMAIN_COLUMN);
    private static final List<ModParam<?>> OF_TLS = List.of(RollcallParams.TLS_CERTIFICATE, RollcallParams.TLS_KEY);

    private final ParamValues values;
    private final List<String> lines = new ArrayList<>();

    private Notices(ParamValues values) {
        this.values = values;
    }

    static List<String> of(ParamValues values, List<ListenAddress> listeners, WriteMode mode, boolean authenticates) {
        Notices notices = new Notices(values);
        if (!authenticates) {
            OpenListeners.reachable(listeners).forEach(address ->
                    notices.lines.add("listener " + address + " lets anybody who reaches it register as anybody"));
            notices.unused(OF_AUTH, "rollcall.auth is off");
        } else if (values.get(RollcallParams.IDENTITY) == IdentityMatch.DOMAIN) {
            notices.lines.add(values.describe(RollcallParams.IDENTITY)
                    + ": whoever has a password may register every AOR of his domain");
        }
        boolean usersInTable = authenticates && !values.isGiven(RollcallParams.CREDENTIALS_FILE);
        if (mode == WriteMode.NONE && !usersInTable) {
            notices.unused(List.of(UsrlocParams.DB_URL), "the table is kept in memory alone and "
                    + (authenticates ? "users are in a file" : "rollcall.auth is off"));
        }
        if (mode != WriteMode.WRITE_BACK) {
            notices.unused(
                    List.of(UsrlocParams.TIMER_INTERVAL, RollcallParams.WRITE_BACK_QUEUE), "only write-back does");
        }
        if (mode == WriteMode.NONE) {
            notices.unused(List.of(RollcallParams.REPAIR_ONLINE), "the table is kept in memory alone");
        }
        if (!values.get(RollcallParams.REPAIR_ONLINE)) {
            notices.unused(List.of(RollcallParams.REPAIR_ROWS_PER_SECOND), "rollcall.repair_online is off");
        }
        notices.admission(listeners, authenticates);
        if (listeners.stream().map(ListenAddress::transport).noneMatch(Transport::isSecure)) {
            notices.unused(OF_TLS, "there is no tls or wss listener");
        }
        return List.copyOf(notices.lines);
    }

    private void admission(List<ListenAddress> listeners, boolean authenticates) {
        if (OpenListeners.reachable(listeners).isEmpty() && !values.isGiven(AdmissionParams.TRUSTED_SOURCES)) {
            String reason = "all listeners are on loopback, which rollcall.trusted_sources holds";
            unused(OF_SOURCES, reason);
            unused(OF_BANS, reason);
        } else if (!authenticates) {
            unused(OF_BANS, "rollcall.auth is off");
        }
        if (!values.isGiven(DomainParams.DB_URL)) {
            unused(OF_DOMAIN_TABLE, "domain.db_url is not set");
        }
        if (values.get(AdmissionParams.LOOKUP_FROM).isEmpty()) {
            unused(List.of(AdmissionParams.LOOKUP_FLAGS), "rollcall.lookup_from names nobody");
        }
    }

    private void unused(List<ModParam<?>> params, String reason) {
        params.stream()
                .filter(values::isGiven)
                .forEach(param -> lines.add(values.describe(param) + " is not used: " + reason));
    }
}
