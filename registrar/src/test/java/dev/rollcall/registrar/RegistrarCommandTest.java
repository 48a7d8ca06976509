package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rollcall.log.OpenSipsLayout;
import dev.rollcall.modparam.RegistrarParams;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.modparam.WriteMode;
import dev.rollcall.registrar.config.RegistrarConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class RegistrarCommandTest {
    @TempDir
    private Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger("core:main");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final StringWriter out = new StringWriter();
    private RegistrarConfig launched;
    private boolean checked;

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void run_noArguments_launchesTheDefaults() {
        assertEquals(7, run());
        assertEquals(5, launched.listeners().size());
        assertFalse(checked);
    }

    @Test
    void run_everyOption_reachesTheConfiguration() throws IOException {
        Files.writeString(folder.resolve("r.conf"), "registrar.min_expires = 10\nusrloc.hash_size = 4\n");

        int code = run("--config", "r.conf", "--listen", "udp:127.0.0.1:5062", "--listen=wss:[::1]:5067",
                "--db-url", "mysql://u:p@h/d", "--hash-size", "12", "--use-domain=0", "--contact-id-format", "documented",
                "--char-sign", "unsigned", "--set", "usrloc.working_mode_preset=single-instance-sql-write-through",
                "--set=rollcall.realm=a=b", "--check");

        assertEquals(7, code, lines());
        assertEquals("[udp:127.0.0.1:5062, wss:[::1]:5067]", launched.listeners().toString());
        assertEquals("mysql://u:***@h:3306/d", launched.databaseUrl().toString());
        assertEquals(12, launched.get(UsrlocParams.HASH_SIZE));
        assertFalse(launched.get(UsrlocParams.USE_DOMAIN));
        assertEquals("documented",
                RollcallParams.CONTACT_ID_FORMAT.type().print(launched.get(RollcallParams.CONTACT_ID_FORMAT)));
        assertEquals("unsigned", RollcallParams.CHAR_SIGN.type().print(launched.get(RollcallParams.CHAR_SIGN)));
        assertEquals(WriteMode.WRITE_THROUGH, launched.writeMode());
        assertEquals(Optional.of("a=b"), launched.find(RollcallParams.REALM));
        assertEquals(10, launched.get(RegistrarParams.MIN_EXPIRES).toSeconds());
        assertTrue(checked);
    }

    @ParameterizedTest
    @CsvSource({"--use-domain, true", "--use-domain=1, true", "--use-domain=0, false"})
    void run_useDomain_isOnWithoutAValue(String option, boolean on) {
        assertEquals(7, run(option, "--check"));
        assertEquals(on, launched.get(UsrlocParams.USE_DOMAIN));
        assertTrue(launched.isGiven(UsrlocParams.USE_DOMAIN));
        assertTrue(checked);
    }

    @ParameterizedTest
    @CsvSource({
        "--hash-size=17, usrloc.hash_size = 17 (--hash-size): allowed is a whole number from 2 to 16",
        "--hash-size=, usrloc.hash_size =  (--hash-size): allowed is a whole number from 2 to 16",
        "--use-domain=2, 'usrloc.use_domain = 2 (--use-domain): allowed is 0 or 1 (or off/on, no/yes)'",
        "--char-sign=arm, rollcall.char_sign = arm (--char-sign): allowed is signed | unsigned",
        "--contact-id-format=x, rollcall.contact_id_format = x (--contact-id-format): allowed is auto | released |"
                + " documented",
        "--set=x, '--set x: allowed is NAME=VALUE, as usrloc.hash_size=9'",
        "--set=usrloc.timer_interval=1week, 'usrloc.timer_interval = 1week (--set): allowed is a time from 1s to 1d, as"
                + " 30 or 30s (seconds), 5m, 2h or 1d'",
        "--hashsize=9, --hashsize=9: there is no such option; is --hash-size meant?",
        "-x, -x: there is no such option; --help lists the options",
        "start, start: there is no such option; --help lists the options",
        "@file, @file: there is no such option; --help lists the options",
    })
    void run_oneProblem_isRefusedByNameValueAndWhatIsAllowed(String argument, String problem) {
        assertEquals(ExitCode.REFUSED, run(argument));
        assertNull(launched);
        assertEquals("ERROR:core:main: " + problem + System.lineSeparator()
                + "CRITICAL:core:main: 1 problem(s) in options and configuration, see above; nothing was started"
                + System.lineSeparator(), lines());
    }

    @Test
    void run_manyProblems_areLoggedTogether() throws IOException {
        Files.writeString(folder.resolve("r.conf"), "loadmodule \"usrloc.so\"\nusrloc.hash_sice = 9\n");

        assertEquals(ExitCode.REFUSED, run("-f", "r.conf", "--nonsense", "--listen=0.0.0.0", "--hash-size=x"));
        assertEquals(6, log.list.size(), lines());
        assertTrue(lines().contains("r.conf:1: this line is no setting"), lines());
        assertTrue(lines().contains("usrloc.hash_sice = 9 (" + folder.resolve("r.conf") + ":2): there is no such"
                + " parameter; is usrloc.hash_size meant?"), lines());
        assertNull(launched);
    }

    @Test
    void run_printConfig_printsWhatIsInForceAndStartsNothing() throws IOException {
        Files.writeString(folder.resolve("r.conf"), "registrar.min_expires = 10\nusrloc.hash_size = 4\n");

        String printed = printed("--config", "r.conf", "--hash-size=12", "--listen=udp:127.0.0.1:0",
                "--db-url=mysql://u:hunter2@h/d");

        assertNull(launched);
        assertTrue(printed.contains("\nlisten = udp:127.0.0.1:0    # --listen\n"), printed);
        assertTrue(printed.contains("\nusrloc.hash_size = 12    # --hash-size\n"), printed);
        assertTrue(printed.contains(
                "\nregistrar.min_expires = 10    # " + folder.resolve("r.conf") + ":1\n"), printed);
        assertTrue(printed.contains("\n# registrar.max_expires = 0\n"), printed);
        assertTrue(printed.contains("\nusrloc.db_url = mysql://***@h/d    # --db-url\n"), printed);
        assertFalse(printed.contains("hunter2"), printed);
    }

    @Test
    void run_printedConfigGivenBack_isTheSameConfiguration() throws IOException {
        Files.writeString(folder.resolve("r.conf"), printed("--listen=udp:127.0.0.1:5062", "--hash-size=12",
                "--db-url=sqlite://./a b.sqlite", "--set=rollcall.realm=a # b"));

        assertEquals(7, run("-f", "r.conf"), lines());
        assertEquals("[udp:127.0.0.1:5062]", launched.listeners().toString());
        assertEquals(12, launched.get(UsrlocParams.HASH_SIZE));
        assertTrue(launched.databaseUrl().toString().endsWith("/a b.sqlite"));
        assertEquals(Optional.of("a # b"), launched.find(RollcallParams.REALM));
        assertFalse(launched.isGiven(UsrlocParams.USE_DOMAIN));
    }

    @Test
    void run_opensipsCfg_isTakenWhereNothingElseSaysOtherwise() throws IOException {
        Files.writeString(folder.resolve("opensips.cfg"), """
                socket=udp:127.0.0.1:5070
                loadmodule "usrloc.so"
                modparam("usrloc", "working_mode_preset", "single-instance-sql-write-through")
                modparam("usrloc", "db_url", "mysql://u:hunter2@h/d")
                modparam("usrloc", "hash_size", 10)
                modparam("usrloc", "use_domain", 0)
                modparam("registrar", "max_contacts", 3)
                modparam("usrloc", "nat_bflag", "NAT")
                """);
        Files.writeString(folder.resolve("r.conf"), "usrloc.hash_size = 11\nregistrar.max_contacts = 4\n");

        assertEquals(7, run("--opensips-cfg", "opensips.cfg", "-f", "r.conf", "--set=registrar.max_contacts=5"), lines());
        assertEquals("[udp:127.0.0.1:5070]", launched.listeners().toString());
        assertEquals(WriteMode.WRITE_THROUGH, launched.writeMode());
        assertEquals("mysql://u:***@h:3306/d", launched.databaseUrl().toString());
        assertFalse(launched.get(UsrlocParams.USE_DOMAIN));
        assertEquals(11, launched.get(UsrlocParams.HASH_SIZE));
        assertEquals(5, launched.get(RegistrarParams.MAX_CONTACTS));
        String file = folder.resolve("opensips.cfg").toString();
        assertTrue(lines().contains("NOTICE:core:main: taken: usrloc.hash_size = 10 (" + file + ":5)"), lines());
        assertTrue(lines().contains("WARNING:core:main: not taken: usrloc.nat_bflag = NAT (" + file + ":8): "), lines());
        assertFalse(lines().contains("hunter2"), lines());
    }

    @Test
    void run_opensipsCfgThatNeedsACluster_isRefusedUntilAnotherModeIsSaid() throws IOException {
        Files.writeString(folder.resolve("opensips.cfg"), "loadmodule \"usrloc.so\"\n"
                + "modparam(\"usrloc\", \"working_mode_preset\", \"full-sharing-cluster\")\n");

        assertEquals(ExitCode.REFUSED, run("--opensips-cfg=opensips.cfg"));
        assertTrue(lines().contains("opensips.cfg:2): this preset needs a cluster"), lines());
        assertEquals(7, run("--opensips-cfg=opensips.cfg", "--set=usrloc.working_mode_preset=single-instance-no-db"));
    }

    @Test
    void run_savesThatDoNotAgree_areRefusedUntilOneIsSaid() throws IOException {
        Files.writeString(folder.resolve("opensips.cfg"),
                "route { save(\"location\", \"c1\"); save(\"location\"); }\n");

        assertEquals(ExitCode.REFUSED, run("--opensips-cfg=opensips.cfg"));
        assertTrue(lines().contains("do not agree on registrar.max_contacts; say which holds"), lines());
        assertEquals(7, run("--opensips-cfg=opensips.cfg", "--set=registrar.max_contacts=1"));
    }

    @Test
    void run_opensipsCfgThatCannotBeRead_isRefusedWithItsPlace() throws IOException {
        Files.writeString(folder.resolve("opensips.cfg"), "\nroute {\n");

        assertEquals(ExitCode.REFUSED, run("--opensips-cfg=opensips.cfg"));
        assertTrue(lines().contains("opensips.cfg:2: the block that begins here has no end"), lines());
    }

    @Test
    void run_printedConfigOfAnOpensipsCfg_replacesIt() throws IOException {
        Files.writeString(folder.resolve("opensips.cfg"), """
                socket=tcp:127.0.0.1:5070
                modparam("auth", "nonce_expire", 45)
                modparam("usrloc", "cseq_delay", 20)
                route { www_authorize("a b", "users"); save("phones", "c2"); }
                """);
        String printed = printed("--opensips-cfg=opensips.cfg");
        Files.writeString(folder.resolve("r.conf"), printed);

        assertEquals(7, run("-f", "r.conf"), lines());
        assertTrue(printed.contains("\n# usrloc.cseq_delay = 20 ("), printed);
        assertEquals("[tcp:127.0.0.1:5070]", launched.listeners().toString());
        assertEquals(45, launched.get(RollcallParams.NONCE_EXPIRE).toSeconds());
        assertEquals(Optional.of("a b"), launched.find(RollcallParams.REALM));
        assertEquals("users", launched.get(RollcallParams.SUBSCRIBER_TABLE));
        assertEquals("phones", launched.get(RollcallParams.TABLE));
        assertEquals(2, launched.get(RegistrarParams.MAX_CONTACTS));
    }

    @Test
    void run_printConfigOfAWrongOne_isRefusedAsEver() {
        assertEquals(ExitCode.REFUSED, run("--print-config", "--hash-size=99"));
    }

    @Test
    void run_missingFile_isNamed() {
        assertEquals(ExitCode.REFUSED, run("--config=missing.conf"));
        assertTrue(lines().contains("missing.conf cannot be read: no such file"), lines());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--listen", "--config", "--db-url", "--hash-size", "--set", "--char-sign"})
    void run_optionWithoutItsValue_isRefused(String option) {
        assertEquals(ExitCode.REFUSED, run(option));
        assertTrue(lines().startsWith("CRITICAL:core:main: Missing required parameter for option '" + option), lines());
    }

    @Test
    void run_optionTwice_isRefused() {
        assertEquals(ExitCode.REFUSED, run("--hash-size=9", "--hash-size=9"));
        assertTrue(lines().contains("'--hash-size' (N) should be specified only once"), lines());
    }

    @Test
    void run_optionAndSetThatDiffer_isRefused() {
        assertEquals(ExitCode.REFUSED, run("--hash-size=9", "--set=usrloc.hash_size=10"));
        assertTrue(lines().contains("set twice; leave one out"), lines());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--db-url=mysql://u:hunter2@h", "--db-url=mysql:u:hunter2@h/d", "--db-url=u:hunter2",
        "--db-urls=mysql://u:hunter2@h/d", "--set=usrloc.dburl=mysql://u:hunter2@h/d",
        "--set=mysql://u:hunter2@h/d", "mysql://u:hunter2@h/d", "--check=mysql://u:hunter2@h/d",
        "--set=auth.secret=hunter2", "--listen=mysql://u:hunter2@h/d"})
    void run_passwordInAProblem_isNeverShown(String argument) {
        assertEquals(ExitCode.REFUSED, run(argument));
        assertFalse(lines().contains("hunter2"), lines());
    }

    @Test
    void run_launcherThatThrows_isAFaultOfOurs() {
        RegistrarCommand command = new RegistrarCommand((config, source, check) -> {
            throw new IllegalStateException("a test");
        }, folder, new PrintWriter(out));

        assertEquals(ExitCode.INTERNAL, command.run());
        assertTrue(lines().startsWith("CRITICAL:core:main: a fault in Rollcall itself: "
                + "java.lang.IllegalStateException: a test"), lines());
    }

    @Test
    void run_launcherThatLacksAClass_isAFaultOfOursToo() {
        RegistrarCommand command = new RegistrarCommand((config, source, check) -> {
            throw new NoClassDefFoundError("a test");
        }, folder, new PrintWriter(out));

        assertEquals(ExitCode.INTERNAL, command.run());
    }

    private int run(String... arguments) {
        return new RegistrarCommand((config, source, check) -> {
            launched = config;
            checked = check;
            return 7;
        }, folder, new PrintWriter(out)).run(arguments);
    }

    private String printed(String... arguments) {
        String[] printing = Arrays.copyOf(arguments, arguments.length + 1);
        printing[arguments.length] = "--print-config";
        assertEquals(ExitCode.OK, run(printing), lines());
        return out.toString();
    }

    private String lines() {
        OpenSipsLayout layout = new OpenSipsLayout();
        return String.join("", List.copyOf(log.list).stream().map(layout::doLayout).toList());
    }
}
