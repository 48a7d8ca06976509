package dev.rollcall.modparam;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** OpenSIPS' module {@code registrar}: what a REGISTER may ask for and what it is granted. */
public final class RegistrarParams {
    private static final Duration LONGEST = Duration.ofDays(365);

    /** Granted where a request names no expiry. */
    public static final ModParam<Duration> DEFAULT_EXPIRES = ModParam.of("registrar.default_expires",
            ValueType.seconds(Duration.ofSeconds(1), LONGEST), Duration.ofSeconds(3600),
            "The expiry granted where a request names none.");

    /** The shortest expiry granted. */
    public static final ModParam<Duration> MIN_EXPIRES = ModParam.of("registrar.min_expires",
            ValueType.seconds(Duration.ZERO, LONGEST), Duration.ofSeconds(60),
            "The shortest expiry granted: a shorter one is raised to it, as OpenSIPS does, or refused, as"
                    + " rollcall.on_low_expires says.");

    /** The longest expiry granted. */
    public static final ModParam<Duration> MAX_EXPIRES = ModParam.of("registrar.max_expires",
            ValueType.seconds(Duration.ZERO, LONGEST), Duration.ZERO,
            "The longest expiry granted: a longer one is lowered to it. 0 is no bound but a year.");

    /** By how much the expiry granted deviates by chance. */
    public static final ModParam<Duration> EXPIRES_MAX_DEVIATION = ModParam.of("registrar.expires_max_deviation",
            ValueType.seconds(Duration.ZERO, Duration.ofDays(1)), Duration.ZERO,
            "How much longer or shorter than asked for an expiry may be granted, by chance and within min_expires and"
                    + " max_expires, so that phones that register at one time do not do so ever after. 0 is not at"
                    + " all.");

    /** Whether an equal CSeq is taken for a higher one. */
    public static final ModParam<Boolean> ALLOW_DUP_CSEQ = ModParam.of("registrar.allow_dup_cseq", ValueType.flag(),
            false, "Whether a REGISTER may refresh a contact with the CSeq and Call-ID of the one before. RFC 3261 10.3"
                    + " refuses it, as 0 does; OpenSIPS 4.0 has 1 as its default.");

    /** The q of a contact that names none. */
    public static final ModParam<Integer> DEFAULT_Q = ModParam.of("registrar.default_q", ValueType.number(-1, 1000), -1,
            "The q, in thousandths, of a contact that names none; -1 leaves it unset.");

    /** Whether the user part keeps its case. */
    public static final ModParam<Boolean> CASE_SENSITIVE = ModParam.of("registrar.case_sensitive", ValueType.flag(),
            true, "Whether the user part of an AOR keeps its case. The domain is always lower case.");

    /** Taken off the front of a domain. */
    public static final ModParam<String> REALM_PREFIX = ModParam.of("registrar.realm_prefix", ValueType.text(0, 64), "",
            "Taken off the front of the domain when an AOR is made, such as `sip.`; case matters. Empty is none.");

    /** The bindings one AOR may have. */
    public static final ModParam<Integer> MAX_CONTACTS = ModParam.of("registrar.max_contacts",
            ValueType.number(0, 16_384), 0,
            "How many contacts one AOR may have; rollcall.max_contacts_policy says what one more does. 0 is no bound"
                    + " but that of contact IDs, 16384.");

    /** Sent with a 503. */
    public static final ModParam<Duration> RETRY_AFTER = ModParam.of("registrar.retry_after",
            ValueType.seconds(Duration.ZERO, Duration.ofDays(1)), Duration.ZERO,
            "The Retry-After of answers 5xx. 0 leaves it out, but where the database is away.");

    /** The longest user part. */
    public static final ModParam<Integer> MAX_USERNAME_LEN = length("registrar.max_username_len", 64, 64,
            "The longest user part of an AOR in bytes; a longer one is answered 500. The column holds 64.");

    /** The longest domain. */
    public static final ModParam<Integer> MAX_DOMAIN_LEN = length("registrar.max_domain_len", 64, 64,
            "The longest domain of an AOR in bytes; a longer one is answered 500. The column holds 64.");

    /** The longest AOR. */
    public static final ModParam<Integer> MAX_AOR_LEN = length("registrar.max_aor_len", 256, 256,
            "The longest AOR in bytes; a longer one is answered 500.");

    /** The longest contact URI. */
    public static final ModParam<Integer> MAX_CONTACT_LEN = length("registrar.max_contact_len", 4096, 255,
            "The longest contact URI in bytes; a longer one is answered 400. Tables made by OpenSIPS before 3.1.4 and"
                    + " 3.2.1 hold no more than 255.");

    private static final String NO_SCRIPT = "Rollcall has no routing script and so no AVPs and flags";
    private static final String NO_PUSH = "push notifications (RFC 8599) are not built yet";
    private static final String NO_GRUU = "GRUU (RFC 5627) is not built yet";

    private static final List<KnownParam> FIXED = List.of(
            new FixedParam<>("registrar.received_param", ValueType.text(1, 64), "received",
                    "the parameter is called as OpenSIPS' default has it"),
            new FixedParam<>("registrar.disable_gruu", ValueType.flag(), true, NO_GRUU),
            new FixedParam<>("registrar.pn_enable", ValueType.flag(), false, NO_PUSH));

    private static final List<KnownParam> REFUSED = List.of(
            new RefusedParam("registrar.tcp_persistent_flag",
                    NO_SCRIPT + "; connections stay open while a phone uses them"),
            new RefusedParam("registrar.received_avp", NO_SCRIPT),
            new RefusedParam("registrar.sock_hdr_name", NO_SCRIPT),
            new RefusedParam("registrar.mcontact_avp", NO_SCRIPT),
            new RefusedParam("registrar.attr_avp", NO_SCRIPT),
            new RefusedParam("registrar.gruu_secret", NO_GRUU),
            new RefusedParam("registrar.pn_providers", NO_PUSH),
            new RefusedParam("registrar.pn_ct_match_params", NO_PUSH),
            new RefusedParam("registrar.pn_pnsreg_interval", NO_PUSH),
            new RefusedParam("registrar.pn_trigger_interval", NO_PUSH),
            new RefusedParam("registrar.pn_skip_pn_interval", NO_PUSH),
            new RefusedParam("registrar.pn_refresh_timeout", NO_PUSH),
            new RefusedParam("registrar.pn_enable_purr", NO_PUSH));

    private RegistrarParams() {}

    /** Every parameter of the module, the obeyed ones first. */
    static List<KnownParam> all() {
        Stream<KnownParam> obeyed = Stream.of(DEFAULT_EXPIRES, MIN_EXPIRES, MAX_EXPIRES, EXPIRES_MAX_DEVIATION,
                ALLOW_DUP_CSEQ, DEFAULT_Q, CASE_SENSITIVE, REALM_PREFIX, MAX_CONTACTS, RETRY_AFTER, MAX_USERNAME_LEN,
                MAX_DOMAIN_LEN, MAX_AOR_LEN, MAX_CONTACT_LEN);
        return Stream.of(obeyed, FIXED.stream(), REFUSED.stream()).flatMap(params -> params).toList();
    }

    private static ModParam<Integer> length(String key, int max, int initial, String text) {
        return ModParam.of(key, ValueType.number(1, max), initial, text);
    }
}
