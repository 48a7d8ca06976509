package dev.rollcall.modparam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParamTableTest {
    /** What these modules of OpenSIPS 1.6 to 4.0 have as parameters; proto_tls of 2.1 had those of tls_mgm, too. */
    private static final String OPENSIPS = """
            usrloc: contact_id_column contactid_column user_column domain_column contact_column expires_column q_column
            callid_column cseq_column flags_column cflags_column user_agent_column received_column path_column
            socket_column methods_column sip_instance_column kv_store_column attr_column db_url cachedb_url
            timer_interval db_mode shared_pinging working_mode_preset cluster_mode restart_persistency sql_write_mode
            pinging_mode use_domain desc_time_order matching_mode cseq_delay hash_size nat_bflag location_cluster
            ha_cluster ha_shtag skip_replicated_db_ops max_contact_delete regen_broken_contactid mi_dump_kv_store
            latency_event_min_us latency_event_min_us_delta contact_refresh_timer fetch_rows accept_replicated_contacts
            replicate_contacts_to repl_auth_check
            registrar: default_expires min_expires max_expires default_q case_sensitive tcp_persistent_flag realm_prefix
            received_avp received_param retry_after sock_hdr_name mcontact_avp attr_avp gruu_secret disable_gruu
            max_contacts max_username_len max_domain_len max_aor_len max_contact_len expires_max_deviation
            allow_dup_cseq pn_enable pn_providers pn_ct_match_params pn_pnsreg_interval pn_trigger_interval
            pn_skip_pn_interval pn_refresh_timeout pn_enable_purr
            auth: secret nonce_expire rpid_prefix rpid_suffix realm_prefix rpid_avp username_spec password_spec
            calculate_ha1 disable_nonce_check
            auth_db: db_url calculate_ha1 use_domain load_credentials skip_version_check user_column domain_column
            password_column password_column_2 hash_column_sha256 hash_column_sha512t256 uri_user_column
            uri_domain_column uri_uriuser_column
            nathelper: natping_interval ping_nated_only nortpproxy_str rtpproxy_sock rtpproxy_disable_tout rtpproxy_retr
            rtpproxy_tout rtpproxy_timeout received_avp force_socket sipping_from sipping_method sipping_bflag
            natping_processes natping_socket db_url db_table rtpp_socket_col set_id_col rtpp_notify_socket natping_tcp
            natping_partitions oldip_skip remove_on_timeout_bflag ping_threshold max_pings_lost sipping_ignore_rpl_codes
            sipping_latency_flag cluster_id cluster_sharing_tag
            tls_mgm: client_domain_avp server_domain client_domain tls_method verify_cert require_cert certificate
            private_key crl_check_all crl_dir ca_list ca_dir ciphers_list dh_params ec_curve db_mode db_url db_table id_col
            address_col tls_method_col verify_cert_col require_cert_col certificate_col private_key_col
            crl_check_all_col crl_dir_col ca_list_col ca_dir_col ciphers_list_col dh_params_col ec_curve_col
            tls_handshake_timeout tls_send_timeout domain_col client_tls_domain_avp client_sip_domain_avp
            match_ip_address match_sip_domain match_ip_address_col match_sip_domain_col tls_library
            proto_tls: tls_port tls_handshake_timeout tls_send_timeout client_domain_avp server_domain client_domain
            tls_method verify_cert require_cert certificate private_key ca_list ca_dir ciphers_list dh_params ec_curve
            tls_crlf_pingpong tls_crlf_drop tls_max_msg_chunks trace_destination trace_on trace_filter_route
            cert_check_on_conn_reusage tls_async tls_async_max_postponed_chunks tls_async_local_connect_timeout
            tls_async_handshake_timeout
            proto_ws: ws_port ws_max_msg_chunks ws_send_timeout ws_resource ws_handshake_timeout trace_destination trace_on
            trace_filter_route require_origin
            proto_wss: wss_port wss_max_msg_chunks wss_resource wss_handshake_timeout trace_destination trace_on
            trace_filter_route cert_check_on_conn_reusage wss_send_timeout wss_tls_handshake_timeout require_origin
            domain: db_url db_mode domain_table domain_col attrs_col accept_subdomain_col subdomain_col
            httpd: port ip buf_size post_buf_size tls_cert_file tls_key_file tls_ciphers conn_timeout receive_buf_size
            auth_realm auth_username auth_password
            mi_http: mi_http_root mi_http_method trace_destination trace_bwlist root pretty_printing
            proto_udp: udp_port
            proto_tcp: tcp_port tcp_send_timeout tcp_max_msg_chunks tcp_crlf_pingpong tcp_crlf_drop tcp_async
            tcp_async_max_postponed_chunks tcp_async_local_connect_timeout tcp_async_local_write_timeout
            trace_destination trace_on trace_filter_route tcp_parallel_handling
            """;

    @Test
    void all_openSipsParameters_areKnownAndNoOther() {
        Set<String> expected = new TreeSet<>();
        String module = "";
        for (String word : OPENSIPS.split("\\s+")) {
            if (word.endsWith(":")) {
                module = word.replace(':', '.');
            } else {
                expected.add(module + word);
            }
        }

        Set<String> known = ParamTable.all().stream()
                .map(KnownParam::key)
                .filter(key -> !key.startsWith("rollcall."))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(expected, known);
    }

    @Test
    void all_defaults_areValuesOfTheirOwnType() {
        for (KnownParam known : ParamTable.all()) {
            if (known instanceof ModParam<?> param) {
                assertTrue(readsItsDefault(param), param.key());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "usrloc.hash_size, 9", "usrloc.use_domain, 1", "usrloc.timer_interval, 1m",
        "usrloc.working_mode_preset, single-instance-sql-write-back", "usrloc.regen_broken_contactid, 0",
        "registrar.default_expires, 1h", "registrar.min_expires, 1m", "registrar.max_expires, 0",
        "registrar.default_q, -1", "registrar.case_sensitive, 1", "registrar.max_contacts, 0",
        "registrar.max_contact_len, 255", "auth_db.calculate_ha1, 0", "rollcall.contact_id_format, auto",
        "rollcall.char_sign, signed", "rollcall.nonce_expire, 30s", "rollcall.preload_log_lines, 100",
        "rollcall.stop_timeout, 2m", "rollcall.allow_open_listener, 0", "rollcall.db_retry, 30s"
    })
    void default_ofAParameter_isAsDocumented(String key, String value) {
        assertEquals(value, ((ModParam<?>) ParamTable.find(key).orElseThrow()).unset());
    }

    @Test
    void find_unknown_isNothing() {
        assertEquals(Optional.empty(), ParamTable.find("usrloc.Hash_Size"));
        assertEquals(Optional.of("usrloc.hash_size"), ParamTable.nearest("usrloc.Hash_Size"));
        assertEquals(Optional.empty(), ParamTable.nearest("x".repeat(10_000)));
    }

    @Test
    void find_refused_saysWhy() {
        RefusedParam refused = assertInstanceOf(RefusedParam.class, ParamTable.find("usrloc.db_mode").orElseThrow());

        assertTrue(refused.reason().contains("working_mode_preset"));
    }

    private static <T> boolean readsItsDefault(ModParam<T> param) {
        return param.initial()
                .map(value -> param.type().read(param.type().print(value)).equals(value))
                .orElse(true);
    }
}
