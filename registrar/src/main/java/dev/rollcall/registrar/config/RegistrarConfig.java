package dev.rollcall.registrar.config;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.modparam.AdmissionParams;
import dev.rollcall.modparam.AuthParams;
import dev.rollcall.modparam.ConfigText;
import dev.rollcall.modparam.KnownParam;
import dev.rollcall.modparam.ModParam;
import dev.rollcall.modparam.ParamTable;
import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RegistrarParams;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.SecretText;
import dev.rollcall.modparam.Setting;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.modparam.WriteMode;
import dev.rollcall.registrar.transport.ListenAddress;
import dev.rollcall.registrar.transport.TlsIdentity;
import dev.rollcall.registrar.transport.WebSocketPolicy;
import dev.rollcall.sql.DatabaseUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A configuration that was validated whole: values that fit each other, and what follows from them. Immutable. */
public final class RegistrarConfig {
    private final ParamValues values;
    private final List<Setting> listenSettings;
    private final List<ListenAddress> listeners;
    private final WriteMode writeMode;
    private final boolean authenticates;
    private final Optional<TlsIdentity> tlsIdentity;
    private final WebSocketPolicy webSocketPolicy;
    private final Optional<Path> credentialsFile;
    private final DatabaseUrl databaseUrl;

    private RegistrarConfig(List<List<Setting>> sources, Path workingDirectory, List<String> problems) {
        listenSettings = ListenerList.chosen(sources);
        listeners = ListenerList.of(listenSettings, problems::add);
        values = ParamValues.of(sources.stream().map(RegistrarConfig::params).toList(), problems::add);
        writeMode = WorkingMode.of(values, problems::add);
        authenticates = OpenListeners.authenticates(values, listeners, problems::add);
        tlsIdentity = TlsFiles.read(values, workingDirectory, problems::add);
        webSocketPolicy = webSocketPolicy(problems);
        credentialsFile = UserSource.file(values, workingDirectory, problems::add);
        databaseUrl = values.given(UsrlocParams.DB_URL)
                .orElseGet(() -> DatabaseUrl.ofFile(workingDirectory.resolve("rollcall.sqlite")));
        checkExpires(problems);
        checkRepair(problems);
        checkBans(problems);
    }

    private RegistrarConfig(RegistrarConfig base, RegistrarConfig other, Collection<ModParam<?>> params) {
        values = base.values.with(other.values, params);
        listenSettings = base.listenSettings;
        listeners = base.listeners;
        writeMode = base.writeMode;
        authenticates = base.authenticates;
        tlsIdentity = (params.contains(RollcallParams.TLS_CERTIFICATE) ? other : base).tlsIdentity;
        webSocketPolicy = base.webSocketPolicy;
        credentialsFile = (params.contains(RollcallParams.CREDENTIALS_FILE) ? other : base).credentialsFile;
        databaseUrl = base.databaseUrl;
    }

    /**
     * Validates settings; those of a later source win over those of an earlier one.
     *
     * @param workingDirectory relative paths start here, and the default database lies here
     * @throws ConfigRefusedException with all that is wrong at once, {@code earlier} problems first
     */
    public static RegistrarConfig of(
            List<String> earlier, List<List<Setting>> sources, Path workingDirectory)
            throws ConfigRefusedException {
        List<String> problems = new ArrayList<>(earlier);
        RegistrarConfig config = new RegistrarConfig(sources, workingDirectory, problems);
        if (!problems.isEmpty()) {
            throw new ConfigRefusedException(problems);
        }
        return config;
    }

    /** This configuration, but for some parameters what another one says. */
    public RegistrarConfig with(RegistrarConfig other, Collection<ModParam<?>> params) {
        return new RegistrarConfig(this, other, params);
    }

    /** The parameters that are not the same in another configuration; listeners are not among them. */
    public List<ModParam<?>> differences(RegistrarConfig other) {
        List<ModParam<?>> params = new ArrayList<>();
        for (KnownParam known : ParamTable.all()) {
            if (known instanceof ModParam<?> param && !values.isSame(param, other.values)) {
                params.add(param);
            }
        }
        return params;
    }

    /** A parameter as a log line shows it: key, value and place, passwords masked. */
    public String describe(ModParam<?> param) {
        return described(param);
    }

    /** The value in force of a parameter that has a default. */
    public <T> T get(ModParam<T> param) {
        return values.get(param);
    }

    /** The value in force of a parameter that may have none. */
    public <T> Optional<T> find(ModParam<T> param) {
        return values.find(param);
    }

    /** Whether the operator set the parameter, be it to its default. */
    public boolean isGiven(ModParam<?> param) {
        return values.isGiven(param);
    }

    /** Where to listen, at least one address. */
    public List<ListenAddress> listeners() {
        return listeners;
    }

    /** When registrations are written. The table is loaded at the start unless this is {@link WriteMode#NONE}. */
    public WriteMode writeMode() {
        return writeMode;
    }

    /** Whether REGISTERs are authenticated. */
    public boolean authenticates() {
        return authenticates;
    }

    /** The certificate and key that were set; nothing: a self-signed certificate is made. */
    public Optional<TlsIdentity> tlsIdentity() {
        return tlsIdentity;
    }

    /** Which web pages may open a WebSocket. */
    public WebSocketPolicy webSocketPolicy() {
        return webSocketPolicy;
    }

    /** The location table's database. */
    public DatabaseUrl databaseUrl() {
        return databaseUrl;
    }

    /** The subscriber table's database: the location table's unless another one was set. */
    public DatabaseUrl authDatabaseUrl() {
        return values.given(AuthParams.DB_URL).orElse(databaseUrl);
    }

    /** The file of users; nothing: they are in the subscriber table. */
    public Optional<Path> credentialsFile() {
        return credentialsFile;
    }

    /** The time zone of DATETIME columns. */
    public ZoneId databaseTimeZone() {
        return values.given(RollcallParams.DB_TIME_ZONE).orElseGet(ZoneId::systemDefault);
    }

    /** What decides which contact ID is right, once the format is known. */
    public IdParameters idParameters(ContactIdFormat format) {
        return new IdParameters(
                format, get(UsrlocParams.HASH_SIZE), get(UsrlocParams.USE_DOMAIN), get(RollcallParams.CHAR_SIGN));
    }

    /** How a REGISTER's To becomes an AOR. */
    public AorPolicy aorPolicy() {
        return new AorPolicy(
                get(UsrlocParams.USE_DOMAIN), get(RegistrarParams.CASE_SENSITIVE), get(RegistrarParams.REALM_PREFIX));
    }

    /**
     * The configuration in force as the text of a file that sets it again, each value with its place.
     *
     * @param notTaken what another configuration said and this one does not
     */
    public String printed(List<String> notTaken) {
        List<String> defaults = ListenerList.DEFAULTS.stream().map(ListenAddress::toString).toList();
        return ConfigText.of(ListenerList.KEY, listenSettings, defaults, values, notTaken);
    }

    /** What an operator should read at the start though nothing is wrong; passwords are masked. */
    public List<String> notices() {
        return Notices.of(values, listeners, writeMode, authenticates);
    }

    private WebSocketPolicy webSocketPolicy(List<String> problems) {
        try {
            return new WebSocketPolicy(values.get(RollcallParams.WS_ORIGINS));
        } catch (IllegalArgumentException e) {
            problems.add(values.describe(RollcallParams.WS_ORIGINS) + ": " + SecretText.masked(e.getMessage()));
            return new WebSocketPolicy(List.of());
        }
    }

    private void checkExpires(List<String> problems) {
        Duration max = values.get(RegistrarParams.MAX_EXPIRES);
        if (!max.isZero() && max.compareTo(values.get(RegistrarParams.MIN_EXPIRES)) < 0) {
            problems.add(described(RegistrarParams.MAX_EXPIRES) + " is less than "
                    + described(RegistrarParams.MIN_EXPIRES) + "; allowed is 0 (no bound), or min_expires and more");
        }
    }

    private void checkRepair(List<String> problems) {
        if (writeMode == WriteMode.NONE && values.get(UsrlocParams.REGEN_BROKEN_CONTACTID)) {
            problems.add(described(UsrlocParams.REGEN_BROKEN_CONTACTID) + ": there is no table to mend, since the"
                    + " write mode is none; choose write-back or write-through, or leave it out");
        }
    }

    private void checkBans(List<String> problems) {
        if (values.get(AdmissionParams.BAN_TIME).compareTo(values.get(AdmissionParams.BAN_TIME_MAX)) > 0) {
            problems.add(described(AdmissionParams.BAN_TIME) + " is more than "
                    + described(AdmissionParams.BAN_TIME_MAX) + "; a first ban is no longer than the longest");
        }
    }

    private <T> String described(ModParam<T> param) {
        return values.isGiven(param)
                ? values.describe(param)
                : param.key() + " = " + param.initial().map(param.type()::print).orElse(param.unset()) + " (default)";
    }

    private static List<Setting> params(List<Setting> settings) {
        return settings.stream().filter(setting -> !ListenerList.isListener(setting)).toList();
    }
}
