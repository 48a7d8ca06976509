package dev.rollcall.modparam;

import dev.rollcall.contactid.IdParameters;
import dev.rollcall.sql.DatabaseUrl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** OpenSIPS' module {@code usrloc}: the location table and its database. */
public final class UsrlocParams {
    /** The database of the location table. */
    public static final ModParam<DatabaseUrl> DB_URL = ModParam.unset("usrloc.db_url", DatabaseUrlType.TYPE,
            "`sqlite` file `./rollcall.sqlite` in the working directory",
            "The database that holds the location table.");

    /** log2 of the number of slots. */
    public static final ModParam<Integer> HASH_SIZE = ModParam.of("usrloc.hash_size",
            ValueType.number(IdParameters.MIN_HASH_SIZE, IdParameters.MAX_HASH_SIZE), IdParameters.DEFAULT_HASH_SIZE,
            "log2 of the number of slots that contact IDs are numbered in. OpenSIPS takes 1 and less for 9 without a"
                    + " word.");

    /** Whether the domain is part of the AOR. */
    public static final ModParam<Boolean> USE_DOMAIN = ModParam.of("usrloc.use_domain", ValueType.flag(), true,
            "Whether the domain is part of an AOR. OpenSIPS before 4.0 has 0 as its default: a table of such a server"
                    + " needs 0 here, or the migrator.");

    /** Write mode and restart persistency by one name. */
    public static final ModParam<WorkingModePreset> WORKING_MODE_PRESET = ModParam.of("usrloc.working_mode_preset",
            ValueType.choice(WorkingModePreset.class, refusedPresets()),
            WorkingModePreset.SINGLE_INSTANCE_SQL_WRITE_BACK,
            "A write mode and a restart persistency by one name. Either of the two set explicitly wins over the preset,"
                    + " and the other one follows it. OpenSIPS' default is single-instance-no-db.");

    /** When rows are written. */
    public static final ModParam<WriteMode> SQL_WRITE_MODE = ModParam.unset("usrloc.sql_write_mode",
            ValueType.choice(WriteMode.class, Map.of()), "what the preset says",
            "When a registration reaches the database: never, before its answer, or after it in batches.");

    /** Whether the table is loaded at a start. */
    public static final ModParam<RestartPersistency> RESTART_PERSISTENCY = ModParam.unset("usrloc.restart_persistency",
            ValueType.choice(RestartPersistency.class,
                    Map.of("sync-from-cluster", "Rollcall is one instance and has no cluster to load from")),
            "what the preset says",
            "Whether the table is loaded at a start. Goes with the write mode: load-from-sql with write-through and"
                    + " write-back, none with none.");

    /** The time between two flushes of write-back. */
    public static final ModParam<Duration> TIMER_INTERVAL = ModParam.of("usrloc.timer_interval",
            ValueType.seconds(Duration.ofSeconds(1), Duration.ofDays(1)), Duration.ofSeconds(60),
            "How often write-back writes what changed: what a killed process can lose at most.");

    /** Whether broken contact IDs are mended at a start. */
    public static final ModParam<Boolean> REGEN_BROKEN_CONTACTID = ModParam.of("usrloc.regen_broken_contactid",
            ValueType.flag(), false,
            "Whether broken contact IDs are mended in the database before SIP is served, by the migrator's plan."
                    + " Without it, and without `rollcall.repair_online`, their rows are not loaded and stay as they"
                    + " are.");

    private static final ModParam<Integer> MAX_CONTACT_DELETE = ModParam.of("usrloc.max_contact_delete",
            ValueType.number(1, Integer.MAX_VALUE), 10,
            "How many contacts one DELETE may remove. Rollcall's remove one each, so any value is kept to.");

    /** Which stored contact a Contact is. */
    public static final ModParam<ContactMatching> MATCHING_MODE = ModParam.of("usrloc.matching_mode",
            ContactMatching.type(), ContactMatching.URI,
            "Which stored contact a Contact of a REGISTER is: 0, the one with its URI (RFC 3261 10.3); 1, the one with"
                    + " its URI and Call-ID. With `+sip.instance`, or the name of a URI parameter, those with the same"
                    + " instance or parameter are replaced too, so that a phone that has moved leaves nothing behind.");

    private static final List<String> COLUMNS = List.of("contact_id", "username", "domain", "contact", "expires", "q",
            "callid", "cseq", "flags", "cflags", "user_agent", "received", "path", "socket", "methods", "sip_instance",
            "kv_store", "attr");

    private static final ValueType<Integer> COUNT = ValueType.number(0, Integer.MAX_VALUE);
    private static final String NO_CLUSTER = "Rollcall is one instance and has no cluster";
    private static final String NO_LATENCY = "Rollcall sends no pings and measures no latency yet";

    private static final List<KnownParam> FIXED = List.of(
            new FixedParam<>("usrloc.cluster_mode", ValueType.text(1, 64), "none",
                    NO_CLUSTER + "; for sql-only choose sql_write_mode = write-through"),
            new FixedParam<>("usrloc.desc_time_order", ValueType.flag(), false,
                    "contacts are in the order of their q, then of their first registration"),
            new FixedParam<>("usrloc.location_cluster", COUNT, 0, NO_CLUSTER),
            new FixedParam<>("usrloc.ha_cluster", COUNT, 0, NO_CLUSTER),
            new FixedParam<>("usrloc.skip_replicated_db_ops", ValueType.flag(), false, NO_CLUSTER),
            new FixedParam<>("usrloc.mi_dump_kv_store", ValueType.flag(), false,
                    "Rollcall has no management interface yet"),
            new FixedParam<>("usrloc.latency_event_min_us", COUNT, 0, NO_LATENCY),
            new FixedParam<>("usrloc.latency_event_min_us_delta", COUNT, 0, NO_LATENCY),
            new FixedParam<>("usrloc.contact_refresh_timer", ValueType.flag(), false,
                    "Rollcall raises no refresh events yet"));

    private static final List<KnownParam> REFUSED = List.of(
            new RefusedParam("usrloc.db_mode", "OpenSIPS 4.0 removed it; set usrloc.working_mode_preset instead: 0 is"
                    + " single-instance-no-db, 1 single-instance-sql-write-through, 2 single-instance-sql-write-back"),
            new RefusedParam("usrloc.shared_pinging", "OpenSIPS 4.0 removed it, and Rollcall sends no pings yet"),
            new RefusedParam("usrloc.pinging_mode", "Rollcall sends no pings yet"),
            new RefusedParam("usrloc.cseq_delay", "a CSeq that did not grow changes nothing; a retransmission is known"
                    + " by its branch and gets the answer that the first one got"),
            new RefusedParam("usrloc.nat_bflag", "Rollcall has no routing script that could set a branch flag"),
            new RefusedParam("usrloc.cachedb_url", "Rollcall keeps its table in SQL; set usrloc.db_url"),
            new RefusedParam("usrloc.ha_shtag", NO_CLUSTER),
            new RefusedParam("usrloc.contactid_column", "OpenSIPS 2.4 renamed it to contact_id_column"),
            new RefusedParam("usrloc.fetch_rows", "OpenSIPS 1.7 removed it; rows are fetched as they are read"),
            new RefusedParam("usrloc.accept_replicated_contacts", NO_CLUSTER),
            new RefusedParam("usrloc.replicate_contacts_to", NO_CLUSTER),
            new RefusedParam("usrloc.repl_auth_check", NO_CLUSTER));

    private UsrlocParams() {}

    /** Every parameter of the module, the obeyed ones first. */
    static List<KnownParam> all() {
        Stream<KnownParam> obeyed = Stream.of(DB_URL, HASH_SIZE, USE_DOMAIN, WORKING_MODE_PRESET, SQL_WRITE_MODE,
                RESTART_PERSISTENCY, TIMER_INTERVAL, REGEN_BROKEN_CONTACTID, MAX_CONTACT_DELETE,
                MATCHING_MODE);
        return Stream.of(obeyed, FIXED.stream(), COLUMNS.stream().map(UsrlocParams::column), REFUSED.stream())
                .flatMap(params -> params)
                .toList();
    }

    private static KnownParam column(String column) {
        // OpenSIPS: the parameter of column username is called user_column.
        String name = column.equals("username") ? "user" : column;
        return new FixedParam<>("usrloc." + name + "_column", ValueType.identifier(64), column,
                "Rollcall reads and writes OpenSIPS' own column names");
    }

    private static Map<String, String> refusedPresets() {
        String cluster = "this preset needs a cluster, and Rollcall is one instance";
        return Map.of(
                "sql-only", "Rollcall answers from memory and does not ask the database for each request; where no"
                        + " answered registration may be lost, choose single-instance-sql-write-through",
                "federation-cluster", cluster,
                "federation-cachedb-cluster", cluster,
                "full-sharing-cluster", cluster,
                "full-sharing-cachedb-cluster", cluster);
    }
}
