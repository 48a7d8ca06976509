package dev.rollcall.modparam;

import java.util.List;
import java.util.stream.Stream;

/** OpenSIPS' module {@code tls_mgm}: certificates, and who must show one. */
final class TlsParams {
    private static final String MODULE = "tls_mgm";
    private static final String ONE_CERTIFICATE = "Rollcall shows one certificate on all TLS and WSS listeners: set"
            + " rollcall.tls_certificate and rollcall.tls_key";
    private static final String NO_CLIENT_CERTIFICATES = "client certificates are not asked for yet";
    private static final String NO_CONNECTIONS = "Rollcall opens no TLS connection of its own";
    private static final String IN_FILES = "certificates in a database are not supported yet: set"
            + " rollcall.tls_certificate and rollcall.tls_key to files";

    private TlsParams() {}

    /** Every parameter of the module. */
    static List<KnownParam> all() {
        return Stream.of(
                        Stream.<KnownParam>of(
                                new RenamedParam(MODULE + ".certificate", RollcallParams.TLS_CERTIFICATE),
                                new RenamedParam(MODULE + ".private_key", RollcallParams.TLS_KEY),
                                new FixedParam<>(MODULE + ".require_cert", ValueType.flag(), false,
                                        NO_CLIENT_CERTIFICATES),
                                new FixedParam<>(MODULE + ".verify_cert", ValueType.flag(), false,
                                        NO_CLIENT_CERTIFICATES)),
                        RefusedParam.each(MODULE, NO_CLIENT_CERTIFICATES, "ca_list", "ca_dir", "crl_dir",
                                "crl_check_all"),
                        RefusedParam.each(MODULE, "TLS 1.2 and 1.3 are served, always", "tls_method"),
                        RefusedParam.each(MODULE, "cipher suites and groups are those that Java serves by default",
                                "ciphers_list", "dh_params", "ec_curve"),
                        RefusedParam.each(MODULE, "TLS is Java's own", "tls_library"),
                        RefusedParam.each(MODULE, ONE_CERTIFICATE, "server_domain", "match_ip_address",
                                "match_sip_domain"),
                        RefusedParam.each(MODULE, NO_CONNECTIONS, "client_domain", "client_domain_avp",
                                "client_tls_domain_avp", "client_sip_domain_avp"),
                        RefusedParam.each(MODULE, IN_FILES, "db_mode", "db_url", "db_table", "id_col", "address_col",
                                "domain_col", "match_ip_address_col", "match_sip_domain_col", "tls_method_col",
                                "verify_cert_col", "require_cert_col", "certificate_col", "private_key_col",
                                "crl_check_all_col", "crl_dir_col", "ca_list_col", "ca_dir_col", "ciphers_list_col",
                                "dh_params_col", "ec_curve_col"),
                        RefusedParam.each(MODULE, "OpenSIPS 3.1 moved it to proto_tls, and Rollcall has a limit of its"
                                + " own", "tls_handshake_timeout", "tls_send_timeout"))
                .flatMap(params -> params)
                .toList();
    }
}
