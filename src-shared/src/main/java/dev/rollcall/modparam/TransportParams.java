package dev.rollcall.modparam;

import java.util.List;
import java.util.stream.Stream;

/** OpenSIPS' modules {@code proto_udp}, {@code proto_tcp}, {@code proto_tls}, {@code proto_ws}, {@code proto_wss}. */
final class TransportParams {
    private static final String PORT = "write the port into the listener: listen = PROTO:HOST:PORT";
    private static final String OWN_LIMITS = "Rollcall has limits of its own for how a message may arrive and how long"
            + " a write, a handshake and a silent connection may take; nothing waits for them";
    private static final String OWN_PINGPONG = "a CRLF pair is answered by one CRLF, as RFC 5626 3.5.1 has it";
    private static final String NO_TRACE = "Rollcall traces nothing to a capture server yet; tcpdump shows UDP, TCP"
            + " and WS";
    private static final String NO_CONNECTIONS = "Rollcall opens no connection of its own";

    private TransportParams() {}

    /** Every parameter of the five modules. */
    static List<KnownParam> all() {
        return Stream.of(udp(), tcp(), tls(), webSocket("proto_ws", "ws"), webSocket("proto_wss", "wss"), wssAlone())
                .flatMap(params -> params)
                .toList();
    }

    private static Stream<KnownParam> udp() {
        return RefusedParam.each("proto_udp", PORT, "udp_port");
    }

    private static Stream<KnownParam> tcp() {
        return Stream.of(
                        RefusedParam.each("proto_tcp", PORT, "tcp_port"),
                        RefusedParam.each("proto_tcp", OWN_LIMITS, "tcp_send_timeout", "tcp_max_msg_chunks",
                                "tcp_async", "tcp_async_max_postponed_chunks", "tcp_async_local_connect_timeout",
                                "tcp_async_local_write_timeout", "tcp_parallel_handling"),
                        streams("proto_tcp", "tcp"))
                .flatMap(params -> params);
    }

    private static Stream<KnownParam> tls() {
        return Stream.of(
                        RefusedParam.each("proto_tls", PORT, "tls_port"),
                        RefusedParam.each("proto_tls", OWN_LIMITS, "tls_send_timeout", "tls_handshake_timeout",
                                "tls_max_msg_chunks", "tls_async", "tls_async_max_postponed_chunks",
                                "tls_async_local_connect_timeout", "tls_async_handshake_timeout"),
                        RefusedParam.each("proto_tls", NO_CONNECTIONS, "cert_check_on_conn_reusage"),
                        streams("proto_tls", "tls"),
                        Stream.of("certificate", "private_key", "verify_cert", "require_cert", "ca_list", "ca_dir",
                                        "tls_method", "ciphers_list", "dh_params", "ec_curve", "server_domain",
                                        "client_domain", "client_domain_avp")
                                .map(name -> new RefusedParam(
                                        "proto_tls." + name, "OpenSIPS 2.2 moved it; say tls_mgm." + name)))
                .flatMap(params -> params);
    }

    /** What the modules of TCP and TLS both have. */
    private static Stream<KnownParam> streams(String module, String prefix) {
        return Stream.of(
                        Stream.<KnownParam>of(new FixedParam<>(
                                module + '.' + prefix + "_crlf_pingpong", ValueType.flag(), true, OWN_PINGPONG)),
                        RefusedParam.each(module, OWN_PINGPONG, prefix + "_crlf_drop"),
                        traces(module))
                .flatMap(params -> params);
    }

    /** What the modules of WS and WSS both have. */
    private static Stream<KnownParam> webSocket(String module, String prefix) {
        return Stream.of(
                        Stream.<KnownParam>of(new FixedParam<>(module + ".require_origin", ValueType.flag(), false,
                                "clients that send no Origin are no browsers and are accepted; which web pages are,"
                                        + " rollcall.ws_origins says")),
                        RefusedParam.each(module, PORT, prefix + "_port"),
                        RefusedParam.each(module, OWN_LIMITS, prefix + "_max_msg_chunks", prefix + "_send_timeout",
                                prefix + "_handshake_timeout"),
                        RefusedParam.each(module, NO_CONNECTIONS + "; phones connect to /", prefix + "_resource"),
                        traces(module))
                .flatMap(params -> params);
    }

    private static Stream<KnownParam> wssAlone() {
        return Stream.concat(
                RefusedParam.each("proto_wss", OWN_LIMITS, "wss_tls_handshake_timeout"),
                RefusedParam.each("proto_wss", NO_CONNECTIONS, "cert_check_on_conn_reusage"));
    }

    private static Stream<KnownParam> traces(String module) {
        return Stream.concat(
                Stream.of(new FixedParam<>(module + ".trace_on", ValueType.flag(), false, NO_TRACE)),
                RefusedParam.each(module, NO_TRACE, "trace_destination", "trace_filter_route"));
    }
}
