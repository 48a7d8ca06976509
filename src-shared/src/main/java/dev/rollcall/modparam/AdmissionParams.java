package dev.rollcall.modparam;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Who is let in, and who is told where users are; OpenSIPS leaves that to its routing script. */
public final class AdmissionParams {
    private static final String DOMAIN = "[A-Za-z0-9_.-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}\\]";

    /** Who may look contacts up. */
    public static final ModParam<Networks> LOOKUP_FROM = new ModParam<>("rollcall.lookup_from", networks(),
            Optional.of(Networks.NONE), "no proxy",
            "The proxies that may ask where a user is: their INVITE, MESSAGE, SUBSCRIBE and the like are answered 302"
                    + " with the user's contacts. All others are answered 405, for any user alike.");

    /** Which contacts they get. */
    public static final ModParam<LookupFlags> LOOKUP_FLAGS = ModParam.of("rollcall.lookup_flags", LookupFlags.type(),
            LookupFlags.parse("method-filtering"),
            "Which contacts a lookup gives: the flags of OpenSIPS' `lookup()`. Expressions are Java's, which are"
                    + " extended ones.");

    /** Domains that are served. */
    public static final ModParam<List<String>> DOMAINS = ModParam.unset("rollcall.domains", domains(),
            "every domain, unless `domain.db_url` is set",
            "The domains that are served, beside those of the table of domains. A REGISTER for another one is answered"
                    + " 404.");

    /** Sources that no limit is for. */
    public static final ModParam<Networks> TRUSTED_SOURCES = ModParam.of("rollcall.trusted_sources", networks(),
            Networks.parse("127.0.0.0/8,::1").orElseThrow(),
            "The sources that `rollcall.source_rate`, `rollcall.source_connections`, `rollcall.ban_after`,"
                    + " `rollcall.authenticate_within` and `rollcall.scanner_agents` are not for: this machine, and the"
                    + " proxies that many phones come by. Empty is none, not even this machine.");

    /** How fast a source may send. */
    public static final ModParam<Integer> SOURCE_RATE = ModParam.of("rollcall.source_rate",
            ValueType.number(0, 1_000_000), 1_000,
            "How many messages a second are taken from one source, an IPv4 address or the /64 of an IPv6 address; more"
                    + " are dropped. 0 takes any number.");

    /** How many connections a source may have. */
    public static final ModParam<Integer> SOURCE_CONNECTIONS = ModParam.of("rollcall.source_connections",
            ValueType.number(0, 10_000_000), 4_096,
            "How many connections one source may have at once; one more is closed. 0 is no bound but"
                    + " `rollcall.max_connections`.");

    /** After how many failures a source is banned. */
    public static final ModParam<Integer> BAN_AFTER = ModParam.of("rollcall.ban_after", ValueType.number(0, 1_000_000),
            10,
            "After how many failed authentications a source is banned from which nobody has proven a password in the last"
                    + " 65 minutes: what it sends is dropped, its connections are closed. 0 bans nobody.");

    /** How long a first ban lasts. */
    public static final ModParam<Duration> BAN_TIME = ModParam.of("rollcall.ban_time",
            ValueType.seconds(Duration.ofSeconds(1), Duration.ofDays(1)), Duration.ofMinutes(1),
            "How long a source is banned for the first time. Each ban within an hour of the last one takes twice as"
                    + " long.");

    /** How long a ban may last. */
    public static final ModParam<Duration> BAN_TIME_MAX = ModParam.of("rollcall.ban_time_max",
            ValueType.seconds(Duration.ofSeconds(1), Duration.ofDays(1)), Duration.ofHours(1),
            "How long a source is banned at most.");

    /** How long a connection may go without authentication. */
    public static final ModParam<Duration> AUTHENTICATE_WITHIN = ModParam.of("rollcall.authenticate_within",
            ValueType.seconds(Duration.ZERO, Duration.ofHours(1)), Duration.ofMinutes(1),
            "How long a connection may last over which nobody proves a password, where `rollcall.auth` is on. 0 lets it"
                    + " last.");

    /** What scanners call themselves. */
    public static final ModParam<List<String>> SCANNER_AGENTS = ModParam.of("rollcall.scanner_agents", agents(),
            List.of("friendly-scanner", "friendly-request", "sipvicious", "sip-scan", "sipscan", "sipcli", "sundayddr",
                    "pplsip", "siparmyknife", "sivus", "vaxsipuseragent", "iwar", "smap"),
            "What the User-Agents of scanners begin with, in any case: their requests are dropped without an answer. Empty"
                    + " drops none.");

    private AdmissionParams() {}

    /** Every parameter of this kind. */
    static List<KnownParam> all() {
        return List.of(DOMAINS, TRUSTED_SOURCES, SOURCE_RATE, SOURCE_CONNECTIONS, BAN_AFTER, BAN_TIME, BAN_TIME_MAX,
                AUTHENTICATE_WITHIN, SCANNER_AGENTS, LOOKUP_FROM, LOOKUP_FLAGS);
    }

    private static ValueType<List<String>> domains() {
        return ValueType.of("names and addresses with commas between, as example.com,192.0.2.1,[2001:db8::1]",
                text -> Optional.of(list(text)).filter(all -> all.stream().allMatch(d -> d.matches(DOMAIN))),
                domains -> String.join(",", domains));
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static ValueType<List<String>> agents() {
        return ValueType.of("texts with commas between, each of 1 to 64 printable ASCII characters",
                text -> Optional.of(text.isEmpty() ? List.<String>of() : list(text))
                        .filter(all -> all.stream().allMatch(a -> a.matches("[\\x20-\\x7e]{1,64}"))),
                agents -> String.join(",", agents));
    }

    private static ValueType<Networks> networks() {
        return ValueType.of("addresses and networks with commas between, as 192.0.2.7,10.0.0.0/8,2001:db8::/32",
                Networks::parse, Networks::toString);
    }
}
