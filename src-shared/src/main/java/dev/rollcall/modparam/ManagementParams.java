package dev.rollcall.modparam;

import java.util.List;
import java.util.stream.Stream;

/** OpenSIPS' modules {@code httpd} and {@code mi_http}: the management interface over HTTP. */
final class ManagementParams {
    private static final String NO_INTERFACE = "Rollcall has no management interface yet";

    private ManagementParams() {}

    /** Every parameter of the two modules. */
    static List<KnownParam> all() {
        return Stream.of(
                        RefusedParam.each("httpd", NO_INTERFACE, "ip", "port", "buf_size", "post_buf_size",
                                "receive_buf_size", "conn_timeout", "tls_cert_file", "tls_key_file", "tls_ciphers",
                                "auth_realm", "auth_username", "auth_password"),
                        RefusedParam.each("mi_http", NO_INTERFACE, "root", "pretty_printing", "trace_destination",
                                "trace_bwlist"),
                        RefusedParam.each("mi_http", "OpenSIPS 3.0 renamed it to root, and " + NO_INTERFACE,
                                "mi_http_root"),
                        RefusedParam.each("mi_http", "OpenSIPS 3.0 removed it, and " + NO_INTERFACE, "mi_http_method"))
                .flatMap(params -> params)
                .toList();
    }
}
