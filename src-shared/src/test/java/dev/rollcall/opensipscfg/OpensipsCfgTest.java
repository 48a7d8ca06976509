package dev.rollcall.opensipscfg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.modparam.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpensipsCfgTest {
    private static final String USRLOC = "loadmodule \"usrloc.so\"\n"
            + "modparam(\"usrloc\", \"working_mode_preset\", \"single-instance-sql-write-back\")\n"
            + "modparam(\"usrloc\", \"use_domain\", 1)\n";

    private final List<String> problems = new ArrayList<>();

    @TempDir
    private Path folder;

    /** A tilde is the end of a line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "modparam(\"usrloc\", \"hash_size\", 12)              | usrloc.hash_size = 12",
        "modparam( \"usrloc\" ,~ \"hash_size\" ,~ 12 )      | usrloc.hash_size = 12",
        "modparam('usrloc', 'hash_size', '12')                | usrloc.hash_size = 12",
        "modparam(\"usrloc\", \"hash_size\", 0x0c)            | usrloc.hash_size = 12",
        "modparam(\"usrloc\", \"hash_size\", 1)               | usrloc.hash_size = 9",
        "modparam(\"registrar\", \"default_q\", -1)           | registrar.default_q = -1",
        "modparam(\"usrloc\", \"regen_broken_contactid\", yes)| usrloc.regen_broken_contactid = 1",
        "modparam(\"registrar\", \"realm_prefix\", \"si\" \"p.\") | registrar.realm_prefix = sip.",
        "modparam(\"registrar\", \"realm_prefix\", \"si\\~p.\") | registrar.realm_prefix = sip.",
        "modparam(\"registrar\", \"realm_prefix\", \"a\\\"\\\\\\x41\\102\\q\") | registrar.realm_prefix = a\"\\AB\\q",
        "modparam(\"USRLOC\", \"hash_size\", 12)              | usrloc.hash_size = 12",
        "modparam(\"auth\", \"nonce_expire\", 45)             | auth.nonce_expire = 45",
        "modparam(\"tls_mgm\", \"certificate\", \"[web]/a.pem\") | tls_mgm.certificate = /a.pem",
        "tcp_max_connections = 4096                           | rollcall.max_connections = 4096",
        "db_default_url = \"mysql://u:p@h/d\"                 | usrloc.db_url = mysql://u:p@h/d",
        "socket = udp:192.0.2.1:5070                          | listen = udp:192.0.2.1:5070",
        "listen=tls:[2001:db8::1]:5061 use_children 4         | listen = tls:[2001:db8::1]:5061",
        "socket=udp:*                                         | listen = udp:0.0.0.0",
        "socket=tcp:\"sip.example.com\":5060                  | listen = tcp:sip.example.com:5060",
        "modparam(\"proto_ws\", \"ws_port\", 8080) socket=ws:192.0.2.1 | listen = ws:192.0.2.1:8080",
        "route { save(\"location\"); }                        | rollcall.table = location",
        "route { save(\"phones\", \"c3p1\"); }                | registrar.max_contacts = 3",
        "route { save('location', 'min-expires=120, path-lazy'); } | registrar.min_expires = 120",
        "route { save('location', 'force-registration'); }    | rollcall.max_contacts_policy = drop-oldest",
        "route { lookup('location', 'method-filtering'); lookup('aliases', 'method-filtering'); }"
                + " | rollcall.lookup_flags = method-filtering",
        "route { lookup('location', 'mb'); } | rollcall.lookup_flags = method-filtering,no-branches",
        "route { save('location', 'c1f'); }                   | rollcall.max_contacts_policy = drop-oldest",
        "route { save('location', 'matching-mode=<pn-prid>'); } | usrloc.matching_mode = pn-prid",
        "route { save('location', 'M1p1'); }                  | usrloc.matching_mode = 1",
        "route { save('location', 'M1p1'); }                  | rollcall.path = lazy",
        "route { save('location', 'path-strict, path-received'); } | rollcall.path = strict",
        "route { save('location', 'vp0'); }                   | rollcall.path_received = 1",
        "route { save('location'); }                          | rollcall.path = ignore",
        "route { save('location', 'path-off'); }              | rollcall.path = off",
        "route { if (nat_uac_test(19)) fix_nated_register(); } | rollcall.nat_uac_test = 19",
        "route { if (nat_uac_test('private-contact')) { fix_nated_register(); } if (nat_uac_test('private-contact')) {} }"
                + " | rollcall.nat_uac_test = private-contact",
        "route { if (!www_authorize(\"\", \"users\")) exit; } | rollcall.subscriber_table = users",
        "route { www_authorize(\"example.com\", \"users\"); } | rollcall.realm = example.com"
    })
    void read_statement_isTakenAsRollcallCallsIt(String statement, String setting) throws IOException {
        List<String> settings = keysAndValues(read(USRLOC + statement.replace('~', '\n') + "\n"));

        assertTrue(settings.contains(setting), settings.toString());
        assertEquals(List.of(), problems);
    }

    @Test
    void read_severalModulesInOneLine_areEachTaken() throws IOException {
        assertEquals(List.of("usrloc.db_url = mysql://u:p@h/d", "auth_db.db_url = mysql://u:p@h/d"),
                keysAndValues(read("modparam(\"usrloc|acc|auth_db\", \"db_url\", \"mysql://u:p@h/d\")")));
    }

    @Test
    void read_patternOfModules_matchesWholeNames() throws IOException {
        assertEquals(List.of("auth_db.use_domain = 1"), keysAndValues(read("modparam(\"auth_.*\", \"use_domain\", 1)")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"usrloc(", "(.*)*(.*)*x", "usr loc", ""})
    void read_patternThatMatchesNone_isNamed(String modules) throws IOException {
        OpensipsCfg read = read("modparam(\"" + modules + "\", \"hash_size\", 9)");

        assertEquals(List.of(), read.settings());
        assertRemark(read, "modparam(\"" + modules + "\", \"hash_size\") (" + file() + ":1): no module with parameters"
                + " of a registrar has such a name");
    }

    @ParameterizedTest
    @CsvSource({"0, single-instance-no-db", "1, single-instance-sql-write-through", "2, single-instance-sql-write-back",
            "3, sql-only"})
    void read_dbMode_isItsPreset(int mode, String preset) throws IOException {
        OpensipsCfg read = read("loadmodule \"usrloc.so\"\nmodparam(\"usrloc\", \"db_mode\", " + mode + ")\n");

        assertEquals(List.of("usrloc.working_mode_preset = " + preset, "usrloc.use_domain = 0"), keysAndValues(read));
        assertTrue(read.settings().get(0).where().endsWith("opensips.cfg:2, as db_mode " + mode));
    }

    @Test
    void read_setTwice_theLastCountsAndTheFirstIsNamed() throws IOException {
        OpensipsCfg read = read(USRLOC + "modparam(\"usrloc\", \"hash_size\", 10)\n"
                + "modparam(\"usrloc\", \"hash_size\", 12)\n");

        assertTrue(keysAndValues(read).contains("usrloc.hash_size = 12"));
        assertRemark(read, "usrloc.hash_size = 10 (" + file() + ":4): set again, which counts: " + file() + ":5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "modparam(\"usrloc\", \"nat_bflag\", \"NAT\")         | usrloc.nat_bflag = NAT",
        "modparam(\"usrloc\", \"desc_time_order\", 1)         | usrloc.desc_time_order = 1",
        "modparam(\"usrloc\", \"hash_sice\", 9)               | is usrloc.hash_size meant?",
        "modparam(\"httpd\", \"port\", 8888)                  | httpd.port = 8888",
        "modparam(\"dialog\", \"db_mode\", 1)                 | parameters of dialog",
        "socket=bin:127.0.0.1:5555                            | socket = bin:127.0.0.1:5555",
        "socket=udp:eth0:5060                                 | this is an interface's name",
        "socket=udp:192.0.2.1:1-9999                          | at most 64 ports",
        "socket=udp:192.0.2.1:5060 as 198.51.100.1:5060       | as 198.51.100.1:5060 of socket = udp:192.0.2.1:5060",
        "socket=udp:192.0.2.1:5060 tag home                   | tag home of socket",
        "alias=example.com                                    | alias = example.com",
        "advertised_address=\"198.51.100.1\"                  | advertised_address = 198.51.100.1",
        "log_level=3                                          | of the core log_level",
        "route { save(\"location\", \"o\"); }                 | only-request-contacts of save(\"location\", \"o\")",
        "route { nat_uac_test(3); nat_uac_test(1); fix_nated_register(); } | which tests tell that a phone",
        "route { save(\"location\", \"no-reply\"); }          | no-reply of save",
        "route { save(\"location\", \"zz\"); }                | no release of OpenSIPS knows all of these flags",
        "route { save(\"location\", $var(flags)); }           | its flags is known only while the script runs",
        "route { save(\"$var(table)\"); }                     | its table is known only while the script runs",
        "route { save(\"location\", , \"sip:a@b\"); }         | the AOR is always that of the To header",
        "route { lookup(\"location\"); }                      | rollcall.lookup_from names",
        "route { lookup(\"location\", \"m\"); lookup(\"x\"); }    | flags of lookup()",
        "route { lookup(\"location\", \"g\"); }               | it needs a cluster",
        "route { mid_registrar_save(\"location\"); }          | none between phones and another one",
        "route { pv_www_authorize(\"example.com\"); }         | pv_www_authorize()"
    })
    void read_whatRollcallHasNot_isNamedWithItsReason(String statement, String remark) throws IOException {
        OpensipsCfg read = read(USRLOC + statement + "\n");

        assertTrue(read.remarks().stream().anyMatch(line -> line.contains(remark)), read.remarks().toString());
        assertEquals(List.of(), problems);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usrloc.cluster_mode = federation-cachedb", "usrloc.user_column = name",
            "usrloc.hash_size = 99", "usrloc.working_mode_preset = full-sharing-cluster"})
    void read_valueThatWouldMakeAnotherServer_isTakenToBeRefused(String setting) throws IOException {
        String[] words = setting.split("[. ]+");
        OpensipsCfg read = read("modparam(\"" + words[0] + "\", \"" + words[1] + "\", \"" + words[3] + "\")");

        assertEquals(List.of(setting), keysAndValues(read));
    }

    @Test
    void read_commentsStringsAndVariables_hideWhatIsInThem() throws IOException {
        OpensipsCfg read = read(USRLOC + """
                # modparam("usrloc", "hash_size", 2)
                /* modparam("usrloc", "hash_size", 3) /* nested */ modparam("usrloc", "hash_size", 4) */
                modparam("usrloc", "hash_size", 12) # 5
                route {
                    xlog("} modparam(\\"usrloc\\", \\"hash_size\\", 6) # {\\n");
                    $var(x) = $(hdr(Contact){s.substr,0,#}) + "}";
                    $avp(y) = '}\\';
                    if ($(ru{uri.user}) =~ "^{") { save("location", "c1"); }
                }
                modparam("registrar", "max_expires", 600)
                """);

        List<String> settings = keysAndValues(read);
        assertEquals(List.of(), problems);
        assertTrue(settings.containsAll(List.of("usrloc.hash_size = 12", "registrar.max_contacts = 1",
                "registrar.max_expires = 600")), settings.toString());
        assertFalse(read.remarks().toString().contains("hash_size"), read.remarks().toString());
    }

    @Test
    void read_statementsOfManyLines_areSkippedWhole() throws IOException {
        OpensipsCfg read = read(USRLOC + """
                dst_blacklist = gw:{( tcp , 192.0.2.2 , 5060 , "" ),
                    ( any , 192.0.2.3 , 0 , "" )}
                auto_scaling_profile = PROFILE
                    scale up to 6 on 70% for 4 cycles within 5
                    scale down to 2 on 20% for 5 cycles
                onreply_route[nat] { if (nat_uac_test("1")) { fix_nated_contact(); } }
                timer_route[sweep, 300] { async(sleep(1), done); }
                event_route[E_UL_CONTACT_INSERT] { xlog("new\\n"); }
                modparam("usrloc", "hash_size", 12)
                """);

        assertEquals(List.of(), problems);
        assertTrue(keysAndValues(read).contains("usrloc.hash_size = 12"));
    }

    @Test
    void read_listenWithoutProtocol_isEveryLoadedOne() throws IOException {
        assertEquals(List.of("listen = udp:192.0.2.1:5070", "listen = tls:192.0.2.1:5070"),
                keysAndValues(read("loadmodule \"proto_udp.so\"\nloadmodule \"/usr/lib/proto_tls.so\"\n"
                        + "listen=192.0.2.1:5070\n")));
        assertEquals(List.of("listen = udp:192.0.2.1:5070", "listen = tcp:192.0.2.1:5070"),
                keysAndValues(read("port=5070\nlisten=192.0.2.1\n")));
    }

    @Test
    void read_noListenerThatCanBeTaken_isForTheOperatorToSay() throws IOException {
        OpensipsCfg read = read("socket=udp:eth0:5060\nsocket=bin:192.0.2.1:5555\n");

        assertEquals(List.of("none of the socket and listen lines could be taken; say --listen PROTO:HOST:PORT"),
                read.openConflicts(List.of()));
        assertEquals(List.of(), read.openConflicts(List.of(new Setting("listen", "udp:192.0.2.1:5060", "--listen"))));
    }

    @Test
    void read_tableOfDomains_countsWhereTheScriptAsksIt() throws IOException {
        String table = "modparam(\"domain\", \"db_url\", \"mysql://u:p@h/d\")\n";

        assertEquals(List.of("domain.db_url = mysql://u:p@h/d"),
                keysAndValues(read(table + "route { if (!is_domain_local($rd)) exit; }\n")));
        assertRemark(read(table), "domain.db_url = mysql://***@h/d (" + file() + ":1): no routing block asks whether a"
                + " domain is served, so all are");
    }

    @Test
    void read_rangeOfPorts_isAListenerEach() throws IOException {
        assertEquals(List.of("listen = udp:192.0.2.1:5060", "listen = udp:192.0.2.1:5061",
                "listen = udp:192.0.2.1:5070"), keysAndValues(read("socket=udp:192.0.2.1:5060-5061,5070\n")));
    }

    @Test
    void read_severalCertificates_areLeftToTheOperator() throws IOException {
        OpensipsCfg read = read("modparam(\"tls_mgm\", \"certificate\", \"[a]/a.pem\")\n"
                + "modparam(\"tls_mgm\", \"certificate\", \"[b]/b.pem\")\n");

        assertEquals(List.of(), read.settings());
        assertRemark(read, "tls_mgm.certificate = /b.pem (" + file() + ":2): Rollcall shows one certificate on all TLS"
                + " and WSS listeners; choose with rollcall.tls_certificate and rollcall.tls_key");
    }

    @Test
    void read_callsThatDoNotAgree_areAConflictThatAnotherSourceSettles() throws IOException {
        OpensipsCfg read = read("route { save(\"location\", \"c1\"); }\nroute[x] { save(\"location\", \"c2\"); }\n");

        assertEquals(List.of("rollcall.path = ignore", "rollcall.table = location"), keysAndValues(read));
        assertEquals(List.of("save(\"location\", \"c1\") (" + file() + ":1) and save(\"location\", \"c2\") (" + file()
                + ":2) do not agree on registrar.max_contacts; say which holds: --set registrar.max_contacts=VALUE"),
                read.openConflicts(List.of()));
        assertEquals(List.of(),
                read.openConflicts(List.of(new Setting("registrar.max_contacts", "2", "--set"))));
    }

    @Test
    void read_nothingSaid_isOpenSipsDefaultAndNotRollcalls() throws IOException {
        OpensipsCfg read = read("loadmodule \"usrloc.so\"\n");

        assertEquals(List.of("usrloc.working_mode_preset = single-instance-no-db"), keysAndValues(read));
        assertTrue(read.remarks().toString().contains("usrloc.use_domain: it is not set"), read.remarks().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"listen=udp:192.0.2.1:5060", "children=4", "modparam(\"usrloc\", \"db_mode\", 2)",
            "loadmodule \"mi_json.so\"", "route { save(\"location\", \"c1\"); }"})
    void read_signOfAReleaseBeforeFour_decidesUseDomain(String sign) throws IOException {
        List<String> settings = keysAndValues(read("loadmodule \"usrloc.so\"\n" + sign + "\n"));

        assertTrue(settings.contains("usrloc.use_domain = 0"), settings.toString());
    }

    @Test
    void read_withoutUsrloc_asksWhetherItIsTheRightFile() throws IOException {
        assertTrue(read("log_level=3\n").remarks().get(0).contains("is it the right file?"));
    }

    @Test
    void read_includedFiles_standInTheirPlaces() throws IOException {
        Files.createDirectories(folder.resolve("parts"));
        write("parts/db.cfg", "import_file 'more.cfg'\nmodparam(\"usrloc\", \"hash_size\", 12)\n");
        write("parts/more.cfg", "modparam(\"registrar\", \"max_contacts\", 4)\n");

        OpensipsCfg read = read("include_file \"parts/db.cfg\"\nroute {\n include_file \"parts/route.cfg\"\n}\n",
                "parts/route.cfg", "save(\"phones\");\n");

        assertEquals(List.of(), problems);
        assertEquals(List.of("registrar.max_contacts = 4", "usrloc.hash_size = 12", "rollcall.path = ignore",
                "rollcall.table = phones"), keysAndValues(read));
        assertTrue(read.settings().get(1).where().endsWith("parts/db.cfg:2"), read.settings().toString());
    }

    @Test
    void read_fileThatIncludesItself_isRefused() throws IOException {
        write("a.cfg", "include_file \"opensips.cfg\"\n");

        assertProblem("\ninclude_file \"a.cfg\"\n", folder.toRealPath().resolve("a.cfg") + ":1: ");
        assertTrue(problems.get(0).endsWith("opensips.cfg includes itself"), problems.toString());
    }

    @Test
    void read_moreStatementsThanAnyFileHas_isRefused() throws IOException {
        assertProblem("route { " + "save(x) ".repeat(10_001) + "}", file() + ":1: more than 10000 statements");
    }

    @Test
    void read_includesWithoutEnd_areRefused() throws IOException {
        for (int i = 0; i < 40; i++) {
            write(i + ".cfg", "include_file \"" + (i + 1) + ".cfg\"\n");
        }

        assertProblem("include_file \"0.cfg\"\n", "");
        assertTrue(problems.get(0).endsWith("files include each other more than 20 deep"), problems.toString());
    }

    @Test
    void read_fileThatIsIncludedTooOften_isRefused() throws IOException {
        write("big.cfg", "#".repeat(1 << 20) + "\n");

        assertProblem("include_file \"big.cfg\"\n".repeat(5), file() + ":4: ");
        assertTrue(problems.get(0).endsWith("is larger than 4 MiB"), problems.toString());
    }

    /** A tilde is the end of a line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "modparam(\"usrloc\", \"hash_size\")           | 1: expected modparam(\"module\", \"name\", value)",
        "modparam(\"usrloc\", \"hash_size\", $var(x))  | 1: expected modparam",
        "modparam(\"usrloc\", \"hash_size\", nine)     | 1: expected modparam",
        "modparam(usrloc, hash_size, 9)                | 1: expected modparam",
        "loadmodule usrloc.so                          | 1: expected loadmodule \"module.so\"",
        "socket=udp:                                   | 1: expected socket = PROTO:HOST:PORT",
        "listen=udp:[2001:db8::1                       | 1: expected listen = PROTO:HOST:PORT",
        "~route {~  if (1) {~}~                    | 2: the block that begins here has no end",
        "route { }~}                                  | 2: this brace closes nothing",
        "~/* a /* b */                                | 2: the comment that begins here has no end",
        "~modparam(\"usrloc                           | 2: the string that begins here has no end",
        "~route { $(var(x)                            | 2: the variable that begins here has no end",
        "route { save(\"location\" }                   | 1: the call that begins here has no end",
        "route                                         | 1: the route that begins here has no block",
        "blacklist = (                                 | 1: a brace or parenthesis that begins here has no end",
        "define(X, 1)                                  | 1: macros are not expanded here",
        "include_file usrloc                           | 1: include_file needs a file's name in quotes",
        "include_file \"missing.cfg\"                  | missing.cfg cannot be read: no such file",
        "include_file \".\"                            | it is not a file",
        "#!KAMAILIO                                    | is Kamailio's"
    })
    void read_malformed_isRefusedWithItsPlace(String text, String problem) throws IOException {
        assertProblem(text.replace('~', '\n') + "\n", "");
        assertTrue(problems.get(0).contains(problem), problems.toString());
    }

    /** Whatever is cut off, changed or doubled: the file is read, or refused with one sentence. */
    @Test
    void read_damagedFile_isReadOrRefused() throws IOException {
        String sample = Files.readString(Path.of("..", "docs", "examples", "opensips.cfg"));
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < sample.length(); i++) {
            problems.clear();
            int to = random.nextInt(sample.length());
            String changed = switch (i % 3) {
                case 0 -> sample.substring(0, i);
                case 1 -> sample.substring(0, i) + "\"'{}()[]$#/*\\,|=".charAt(random.nextInt(16)) + sample.substring(i);
                default -> sample.substring(0, i) + sample.substring(to);
            };
            OpensipsCfg read = read(changed);
            assertEquals(problems.isEmpty() ? 0 : 1, problems.size());
            assertTrue(problems.isEmpty() || read.equals(OpensipsCfg.NONE), problems.toString());
        }
    }

    @Test
    void read_missingFile_isNamed() {
        OpensipsCfg.read(Path.of("missing.cfg"), folder, problems::add);

        assertEquals(List.of("--opensips-cfg: " + folder.resolve("missing.cfg") + " cannot be read: no such file"),
                problems);
    }

    @Test
    void read_latin1InAComment_isNoMatterAndInAValueIs() throws IOException {
        Files.write(file(), "# caf\u00e9\nmodparam(\"usrloc\", \"hash_size\", 12)\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(1, OpensipsCfg.read(file(), folder, problems::add).settings().size());

        Files.write(file(), "db_default_url=1\nmodparam(\"registrar\", \"realm_prefix\", \"\u00e9\")\n"
                .getBytes(StandardCharsets.ISO_8859_1));
        OpensipsCfg.read(file(), folder, problems::add);
        assertEquals(List.of(file() + ":2: this is not UTF-8"), problems);
    }

    @Test
    void read_passwords_areInNoRemarkAndNoProblem() throws IOException {
        OpensipsCfg read = read("modparam(\"usrloc|domain|tls_mgm|acc\", \"db_url\", \"mysql://u:hunter2@h/d\")\n"
                + "modparam(\"httpd\", \"auth_password\", \"hunter2\")\nmodparam(\"auth\", \"secret\", \"hunter2\")\n"
                + "db_default_url=\"mysql://u:hunter2@h/d\"\n");

        assertFalse(read.remarks().toString().contains("hunter2"), read.remarks().toString());
        assertFalse(read.settings().toString().contains("hunter2"), read.settings().toString());
    }

    @Test
    void ofTable_isWhatAMigratorNeeds() throws IOException {
        OpensipsCfg table = read(USRLOC + "socket=udp:192.0.2.1:5060\nmodparam(\"usrloc\", \"db_url\", \"mysql://h/d\")\n"
                + "modparam(\"usrloc\", \"hash_size\", 12)\nmodparam(\"usrloc\", \"user_column\", \"name\")\n"
                + "route { save(\"phones\", \"c1\"); save(\"phones\", \"c2\"); }").ofTable();

        assertEquals(List.of("usrloc.use_domain = 1", "usrloc.db_url = mysql://h/d", "usrloc.hash_size = 12",
                "usrloc.user_column = name", "rollcall.table = phones"), keysAndValues(table));
        assertEquals(List.of(), table.openConflicts(List.of()));
    }

    private void assertProblem(String text, String start) throws IOException {
        assertEquals(OpensipsCfg.NONE, read(text));
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).startsWith(start), problems.toString());
    }

    private static void assertRemark(OpensipsCfg read, String remark) {
        assertTrue(read.remarks().contains(remark), read.remarks().toString());
    }

    private OpensipsCfg read(String text, String otherName, String otherText) throws IOException {
        write(otherName, otherText);
        return read(text);
    }

    private OpensipsCfg read(String text) throws IOException {
        Files.writeString(file(), text);
        return OpensipsCfg.read(file(), folder, problems::add);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Path file() {
        return folder.resolve("opensips.cfg");
    }

    private static List<String> keysAndValues(OpensipsCfg read) {
        return read.settings().stream().map(setting -> setting.key() + " = " + setting.value()).toList();
    }
}
