package dev.rollcall.modparam;

import java.util.List;
import java.util.stream.Stream;

/** OpenSIPS' module {@code nathelper}: pings to contacts behind NAT, and the repair of requests in a script. */
final class NathelperParams {
    private static final String MODULE = "nathelper";
    private static final String NO_PINGS = "Rollcall sends no pings to contacts yet; let phones keep their way open"
            + " with CRLF or STUN, or by short expiries (registrar.max_expires)";

    private NathelperParams() {}

    /** Every parameter of the module. */
    static List<KnownParam> all() {
        return Stream.of(
                        fixed(),
                        RefusedParam.each(MODULE, NO_PINGS, "natping_tcp", "natping_partitions", "natping_socket",
                                "natping_processes", "force_socket", "sipping_from", "sipping_method", "sipping_bflag",
                                "sipping_ignore_rpl_codes", "sipping_latency_flag", "remove_on_timeout_bflag",
                                "ping_threshold", "max_pings_lost"),
                        RefusedParam.each(MODULE, "Rollcall has no routing script that could fill an AVP; where a"
                                + " REGISTER came from is kept in the column received by itself where its Via says"
                                + " something else", "received_avp"),
                        RefusedParam.each(MODULE, "Rollcall serves REGISTER and changes no session description",
                                "nortpproxy_str", "oldip_skip"),
                        RefusedParam.each(MODULE, "Rollcall is one instance and has no cluster", "cluster_id",
                                "cluster_sharing_tag"),
                        RefusedParam.each(MODULE, "OpenSIPS 1.7 moved it to the module rtpproxy, and Rollcall carries"
                                + " no media", "rtpproxy_sock", "rtpproxy_disable_tout", "rtpproxy_retr",
                                "rtpproxy_tout", "rtpproxy_timeout", "db_url", "db_table", "rtpp_socket_col",
                                "set_id_col", "rtpp_notify_socket"))
                .flatMap(params -> params)
                .toList();
    }

    private static Stream<KnownParam> fixed() {
        return Stream.of(
                new FixedParam<>(MODULE + ".natping_interval", ValueType.number(0, Integer.MAX_VALUE), 0, NO_PINGS),
                new FixedParam<>(MODULE + ".ping_nated_only", ValueType.flag(), false, NO_PINGS));
    }
}
