package dev.rollcall.modparam;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What OpenSIPS has no parameter for. */
public final class RollcallParams {
    /** Whether a REGISTER must be authenticated. */
    public static final ModParam<Boolean> AUTH = ModParam.unset("rollcall.auth", ValueType.flag(),
            "`0` where every listener is on loopback; elsewhere it must be set",
            "Whether a REGISTER must pass digest authentication.");

    /** Whether a listener beyond loopback may go without authentication. */
    public static final ModParam<Boolean> ALLOW_OPEN_LISTENER = ModParam.of("rollcall.allow_open_listener",
            ValueType.flag(), false,
            "1 lets a listener that others can reach go without authentication. Whoever reaches it can then take over"
                    + " any AOR.");

    /** The realm of challenges. */
    public static final ModParam<String> REALM = ModParam.unset("rollcall.realm", realm(),
            "the domain of the request's To", "The realm of digest challenges.");

    /** Whom credentials speak for. */
    public static final ModParam<IdentityMatch> IDENTITY = ModParam.of("rollcall.identity",
            ValueType.choice(IdentityMatch.class, Map.of()), IdentityMatch.TO_AND_FROM,
            "Who may register whom: `to-and-from` wants the user of the credentials in To and From, `to` in To alone, and"
                    + " with `domain` whoever has a password may register every AOR of his domain. A REGISTER for somebody"
                    + " else is answered 403. `auth_db.use_domain` says whether the domain counts.");

    /** How long a nonce is good for. */
    public static final ModParam<Duration> NONCE_EXPIRE = ModParam.of("rollcall.nonce_expire",
            ValueType.seconds(Duration.ofSeconds(1), Duration.ofDays(1)), Duration.ofSeconds(30),
            "How long a nonce is good for; after that a request gets a new one with `stale=true`.");

    /** Whether SHA-256 is offered. */
    public static final ModParam<Boolean> OFFER_SHA256 = ModParam.of("rollcall.offer_sha256", ValueType.flag(), true,
            "Whether challenges offer SHA-256 before MD5 where every subscriber has a secret for it. 0 offers MD5"
                    + " alone, for phones that fail when they are offered more.");

    /** The file of users. */
    public static final ModParam<Path> CREDENTIALS_FILE = ModParam.unset("rollcall.credentials_file", file(),
            "the subscriber table",
            "The file of users and passwords, in the place of a database: a line `user:realm:digest` each, as htdigest"
                    + " writes it, the digest being the MD5 of `user:realm:password` as hex digits; a line with its"
                    + " SHA-256 may stand beside it. It is read at the start. Empty lines and those that begin with `#`"
                    + " are passed over.");

    /** How long a secret is remembered. */
    public static final ModParam<Duration> CREDENTIAL_CACHE = ModParam.of("rollcall.credential_cache",
            ValueType.seconds(Duration.ZERO, Duration.ofDays(1)), Duration.ofMinutes(10),
            "How long what the subscriber table says about a user is good for. A new password works at once; an old"
                    + " one, or that of a user who was removed, for so long at most. 0 asks the table for each"
                    + " request.");

    /** The table of users. */
    public static final ModParam<String> SUBSCRIBER_TABLE = ModParam.of("rollcall.subscriber_table",
            ValueType.identifier(64), "subscriber", "The table of users and passwords.");

    /** Which hash bits contact IDs hold. */
    public static final ModParam<Optional<ContactIdFormat>> CONTACT_ID_FORMAT = ModParam.of(
            "rollcall.contact_id_format", ValueType.choiceOrAuto(ContactIdFormat.class), Optional.empty(),
            "Which bits of an AOR's hash a contact ID holds: as every OpenSIPS release has it, as its documents"
                    + " describe it, or decided by what the table holds.");

    /** How bytes from 0x80 up are hashed. */
    public static final ModParam<CharSign> CHAR_SIGN = ModParam.of("rollcall.char_sign",
            ValueType.choice(CharSign.class, Map.of()), CharSign.SIGNED,
            "How bytes from 0x80 up are hashed: signed as OpenSIPS does on x86, unsigned as it does on ARM.");

    /** The location table. */
    public static final ModParam<String> TABLE = ModParam.of("rollcall.table", ValueType.identifier(32), "location",
            "The name of the location table.");

    /** The zone of DATETIME columns. */
    public static final ModParam<ZoneId> DB_TIME_ZONE = ModParam.unset("rollcall.db_time_zone", zone(),
            "the JVM's time zone, printed at start",
            "The time zone of DATETIME columns, which hold OpenSIPS' local time.");

    /** How long a start waits for its database. */
    public static final ModParam<Duration> DB_RETRY = ModParam.of("rollcall.db_retry",
            ValueType.seconds(Duration.ZERO, Duration.ofHours(1)), Duration.ofSeconds(30),
            "How long a start goes on trying to reach its database before it gives up.");

    /** Whether broken contact IDs are mended while SIP is served. */
    public static final ModParam<Boolean> REPAIR_ONLINE = ModParam.of("rollcall.repair_online", ValueType.flag(), false,
            "Whether broken contact IDs are mended while SIP is served, with or without"
                    + " `usrloc.regen_broken_contactid`. Every row is served from the start, under the ID that it is to"
                    + " have; the database follows in small transactions.");

    /** How fast they are. */
    public static final ModParam<Integer> REPAIR_ROWS_PER_SECOND = ModParam.of("rollcall.repair_rows_per_second",
            ValueType.number(1, 1_000_000), 1_000,
            "How many rows a second `rollcall.repair_online` writes at most, in ten transactions.");

    /** How many lines rejected rows may cost. */
    public static final ModParam<Integer> PRELOAD_LOG_LINES = ModParam.of("rollcall.preload_log_lines",
            ValueType.number(0, 1_000_000), 100,
            "How many lines are logged on rows that are not loaded, one to four a row; the rest of the rows is"
                    + " counted.");

    /** What becomes of an expiry that is too short. */
    public static final ModParam<LowExpires> ON_LOW_EXPIRES = ModParam.of("rollcall.on_low_expires",
            ValueType.choice(LowExpires.class, Map.of()), LowExpires.CLAMP,
            "What an expiry below registrar.min_expires is: raised to it, or refused with 423 and Min-Expires (RFC 3261"
                    + " 10.3), which an hour and more never is.");

    /** What one contact too many does. */
    public static final ModParam<ContactOverflow> MAX_CONTACTS_POLICY = ModParam.of("rollcall.max_contacts_policy",
            ValueType.choice(ContactOverflow.class, Map.of()), ContactOverflow.REJECT,
            "What a REGISTER does that would give an AOR more than registrar.max_contacts: it is refused with 503, or"
                    + " the contacts go that were refreshed longest ago, or those of the same `+sip.instance`."
                    + " Permanent contacts stay.");

    /** What becomes of a Path. */
    public static final ModParam<PathMode> PATH = ModParam.of("rollcall.path",
            ValueType.choice(PathMode.class, Map.of()), PathMode.LAZY,
            "What becomes of the Path of a REGISTER (RFC 3327): ignore, it is not stored, as in OpenSIPS without a path"
                    + " flag; off, it is stored and not shown in the answer; lazy, it is shown to phones that support"
                    + " it; strict, phones that do not are refused with 420.");

    /** Whether a proxy may say where a phone is. */
    public static final ModParam<Boolean> PATH_RECEIVED = ModParam.of("rollcall.path_received", ValueType.flag(), false,
            "Whether the `received` parameter of the first hop of the Path is stored as the contact's: where the proxy"
                    + " in front saw the phone. Only for registrars that nobody but such proxies can reach.");

    /** Which phones are behind NAT. */
    public static final ModParam<Set<NatTest>> NAT_UAC_TEST = ModParam.of("rollcall.nat_uac_test",
            NatTest.type(), Set.of(),
            "What tells that a phone is behind NAT; one test that holds is enough. The source of its REGISTER is stored"
                    + " in the column `received` then, as after OpenSIPS' nat_uac_test() and fix_nated_register(), and"
                    + " calls go there. A REGISTER with a Path came from a proxy and is not tested.");

    /** What becomes of contacts whose connection has gone. */
    public static final ModParam<ConnectionLoss> ON_CONNECTION_CLOSE = ModParam.of("rollcall.on_connection_close",
            ValueType.choice(ConnectionLoss.class, Map.of()), ConnectionLoss.KEEP,
            "What becomes of contacts whose TCP, TLS, WS or WSS connection has gone: they stay until they expire, or are"
                    + " removed rollcall.connection_grace later, unless they were registered anew. Not for connections of"
                    + " proxies that put no Path in: the contacts of all their phones would go.");

    /** How long a phone has to come back. */
    public static final ModParam<Duration> CONNECTION_GRACE = ModParam.of("rollcall.connection_grace",
            ValueType.seconds(Duration.ofSeconds(1), Duration.ofHours(1)), Duration.ofSeconds(10),
            "How long after the end of its connection a contact is removed, where rollcall.on_connection_close says so.");

    /** How many changed contacts may wait for the database. */
    public static final ModParam<Integer> WRITE_BACK_QUEUE = ModParam.of("rollcall.write_back_queue",
            ValueType.number(20_000, 100_000_000), 2_000_000,
            "How many changed contacts write-back keeps while the database is away; beyond that a REGISTER that would"
                    + " change another one is answered 503. With half of it they are written before"
                    + " usrloc.timer_interval says so.");

    /** How long a stop may take. */
    public static final ModParam<Duration> STOP_TIMEOUT = ModParam.of("rollcall.stop_timeout",
            ValueType.seconds(Duration.ofSeconds(1), Duration.ofHours(1)), Duration.ofSeconds(120),
            "How long a stop may take to write what is not written yet.");

    /** The certificate of TLS and WSS listeners. */
    public static final ModParam<Path> TLS_CERTIFICATE = ModParam.unset("rollcall.tls_certificate", file(),
            "a self-signed one, made at the first start",
            "The PEM file with the certificate of TLS and WSS listeners, those of its issuers after it.");

    /** The key of that certificate. */
    public static final ModParam<Path> TLS_KEY = ModParam.unset("rollcall.tls_key", file(),
            "that of the self-signed certificate", "The PEM file with the certificate's private key, not encrypted.");

    /** Web pages that may register. */
    public static final ModParam<List<String>> WS_ORIGINS = new ModParam<>("rollcall.ws_origins", origins(),
            Optional.of(List.of()), "none",
            "The web pages that may open a WebSocket, beside those of the listener's own host. Clients that send no"
                    + " Origin are no browsers and are accepted.");

    /** How many connections are served at once. */
    public static final ModParam<Integer> MAX_CONNECTIONS = ModParam.of("rollcall.max_connections",
            ValueType.number(1, 10_000_000), 16_384,
            "How many TCP, TLS, WS and WSS connections are served at once; one more is closed.");

    private RollcallParams() {}

    /** Every parameter of Rollcall's own. */
    static List<KnownParam> all() {
        return List.of(AUTH, ALLOW_OPEN_LISTENER, REALM, IDENTITY, NONCE_EXPIRE, OFFER_SHA256, CREDENTIALS_FILE,
                SUBSCRIBER_TABLE, CREDENTIAL_CACHE, ON_LOW_EXPIRES, MAX_CONTACTS_POLICY, PATH, PATH_RECEIVED,
                NAT_UAC_TEST, ON_CONNECTION_CLOSE, CONNECTION_GRACE, CONTACT_ID_FORMAT, CHAR_SIGN, TABLE, DB_TIME_ZONE,
                DB_RETRY, REPAIR_ONLINE, REPAIR_ROWS_PER_SECOND, PRELOAD_LOG_LINES, WRITE_BACK_QUEUE, STOP_TIMEOUT,
                TLS_CERTIFICATE, TLS_KEY, WS_ORIGINS, MAX_CONNECTIONS);
    }

    private static ValueType<String> realm() {
        return ValueType.of("1 to 255 printable ASCII characters without '\"' and '\\'",
                text -> Optional.of(text).filter(t -> t.matches("[\\x20-\\x7e&&[^\"\\\\]]{1,255}")),
                Function.identity());
    }

    private static ValueType<ZoneId> zone() {
        return ValueType.of("a time zone's name or offset, as Europe/Berlin, UTC or +02:00", text -> {
            try {
                return Optional.of(ZoneId.of(text));
            } catch (DateTimeException unknown) {
                return Optional.empty();
            }
        }, ZoneId::getId);
    }

    private static ValueType<List<String>> origins() {
        return new ValueType<>("origins with commas between, as https://phone.example.com,http://10.0.0.7:8080",
                text -> text.isEmpty() ? List.of() : Arrays.stream(text.split(",", -1)).map(String::strip).toList(),
                origins -> String.join(",", origins));
    }

    private static ValueType<Path> file() {
        return ValueType.of("the path of a file that can be read", text -> {
            try {
                return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
            } catch (InvalidPathException bad) {
                return Optional.empty();
            }
        }, Path::toString);
    }
}
