package dev.rollcall.registrar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.modparam.AuthParams;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.Setting;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.modparam.WriteMode;
import dev.rollcall.registrar.transport.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrarConfigTest {
    private static final String WRITE = "usrloc.sql_write_mode";
    private static final String RESTART = "usrloc.restart_persistency";
    private static final String PRESET = "usrloc.working_mode_preset";

    @TempDir
    private Path folder;

    @Test
    void of_nothingSet_isSafeAndKeepsItsTable() throws ConfigRefusedException {
        RegistrarConfig config = config();

        assertEquals(List.of("udp:127.0.0.1:5060", "tcp:127.0.0.1:5060", "tls:127.0.0.1:5061", "ws:127.0.0.1:5066",
                "wss:127.0.0.1:5067"), listeners(config));
        assertEquals(WriteMode.WRITE_BACK, config.writeMode());
        assertFalse(config.authenticates());
        assertEquals("sqlite://" + folder.resolve("rollcall.sqlite"), config.databaseUrl().toString());
        assertEquals(config.databaseUrl(), config.authDatabaseUrl());
        assertEquals(ZoneId.systemDefault(), config.databaseTimeZone());
        assertEquals(Optional.empty(), config.tlsIdentity());
        assertEquals(AorPolicy.DEFAULT, config.aorPolicy());
        assertEquals(new IdParameters(ContactIdFormat.RELEASED, 9, true, CharSign.SIGNED),
                config.idParameters(ContactIdFormat.RELEASED));
        assertEquals(Optional.empty(), config.get(RollcallParams.CONTACT_ID_FORMAT));
        assertFalse(config.isGiven(UsrlocParams.USE_DOMAIN));
        assertEquals(List.of(), config.notices());
    }

    @Test
    void of_settings_reachTheValuesThatFollowFromThem() throws ConfigRefusedException {
        RegistrarConfig config = config("usrloc.hash_size=12", "usrloc.use_domain=0", "rollcall.char_sign=unsigned",
                "registrar.case_sensitive=no", "registrar.realm_prefix=sip.", "rollcall.db_time_zone=Europe/Berlin",
                "rollcall.contact_id_format=documented", "usrloc.db_url=postgres://u:pw@h/opensips",
                "auth_db.db_url=mysql://a:pw@h2/opensips");

        assertEquals(new IdParameters(ContactIdFormat.DOCUMENTED, 12, false, CharSign.UNSIGNED),
                config.idParameters(config.get(RollcallParams.CONTACT_ID_FORMAT).orElseThrow()));
        assertEquals(new AorPolicy(false, false, "sip."), config.aorPolicy());
        assertEquals(ZoneId.of("Europe/Berlin"), config.databaseTimeZone());
        assertEquals("postgres://u:***@h:5432/opensips", config.databaseUrl().toString());
        assertEquals("mysql://a:***@h2:3306/opensips", config.authDatabaseUrl().toString());
        assertTrue(config.isGiven(UsrlocParams.USE_DOMAIN));
        assertEquals(Optional.empty(), config.find(AuthParams.PASSWORD_COLUMN));
    }

    @Test
    void of_listenInTheFile_replacesTheDefaults() throws ConfigRefusedException {
        RegistrarConfig config = RegistrarConfig.of(
                List.of(), List.of(List.of(set("listen", "udp:127.0.0.1:5062"), set("listen", "ws:[::1]:0"))),
                folder);

        assertEquals(List.of("udp:127.0.0.1:5062", "ws:[::1]:0"), listeners(config));
    }

    @Test
    void of_listenOnTheCommandLine_replacesThoseOfTheFile() throws ConfigRefusedException {
        RegistrarConfig config = RegistrarConfig.of(List.of(), List.of(
                List.of(set("listen", "udp:127.0.0.1:5062")), List.of(set("listen", "tcp:127.0.0.1:5063"))), folder);

        assertEquals(List.of("tcp:127.0.0.1:5063"), listeners(config));
    }

    @Test
    void of_sameSocketTwice_isRefused() {
        assertEquals(List.of("listen = tcp:127.0.0.1:5060 (test) and listen = ws:127.0.0.1:5060 (test) want the same"
                + " port; leave one out"), problems("listen=udp:127.0.0.1:5060", "listen=tcp:127.0.0.1:5060",
                "listen=ws:127.0.0.1:5060"));
    }

    @Test
    void of_portZeroTwice_isFine() throws ConfigRefusedException {
        assertEquals(2, config("listen=tcp:127.0.0.1:0", "listen=tcp:127.0.0.1:0").listeners().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:5060", "sctp:127.0.0.1:5060", "udp:127.0.0.1:65536", "udp:::1:5060", "udp", ""})
    void of_listenThatIsNoAddress_isRefusedByName(String address) {
        List<String> problems = problems("listen=" + address);

        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).startsWith("test: cannot listen on '" + address + "': "), problems.toString());
    }

    @Test
    void of_openListener_needsAWordAboutAuthentication() {
        assertEquals(List.of("listen = udp:0.0.0.0:5060, tls:[2001:db8::1]:5061: others than this machine can reach"
                + " this, and rollcall.auth is not set: set rollcall.auth=on, or rollcall.allow_open_listener=1 if"
                + " anybody may register as anybody"),
                problems("listen=udp:0.0.0.0:5060", "listen=tcp:127.0.0.1:5060", "listen=tls:[2001:db8::1]:5061"));
    }

    @Test
    void of_openListenerWithAuthOff_isRefused() {
        List<String> problems = problems("listen=udp:0.0.0.0:5060", "rollcall.auth=off");

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).contains("rollcall.auth = off (test)"), problems.toString());
    }

    @Test
    void of_openListenerWithAuthMisspelled_isOneProblem() {
        assertEquals(List.of("rollcall.auth = maybe (test): allowed is 0 or 1 (or off/on, no/yes)"),
                problems("listen=udp:0.0.0.0:5060", "rollcall.auth=maybe"));
    }

    @Test
    void of_openListenerWithAuth_authenticates() throws ConfigRefusedException {
        assertTrue(config("listen=udp:0.0.0.0:5060", "rollcall.auth=on").authenticates());
    }

    @Test
    void of_openListenerAllowed_isServedWithANotice() throws ConfigRefusedException {
        RegistrarConfig config = config("listen=udp:0.0.0.0:5060", "rollcall.allow_open_listener=1");

        assertFalse(config.authenticates());
        assertEquals(List.of("listener udp:0.0.0.0:5060 lets anybody who reaches it register as anybody"),
                config.notices());
    }

    @Test
    void of_loopbackWithAuth_authenticates() throws ConfigRefusedException {
        assertTrue(config("rollcall.auth=yes").authenticates());
    }

    @ParameterizedTest
    @CsvSource({
        "single-instance-no-db, NONE",
        "single-instance-sql-write-through, WRITE_THROUGH",
        "Single-Instance-SQL-Write-Back, WRITE_BACK"
    })
    void of_preset_isItsWriteMode(String preset, WriteMode mode) throws ConfigRefusedException {
        assertEquals(mode, config(PRESET + '=' + preset).writeMode());
    }

    @ParameterizedTest
    @CsvSource({
        "single-instance-no-db, write-back, WRITE_BACK",
        "single-instance-no-db, write-through, WRITE_THROUGH",
        "single-instance-sql-write-back, write-through, WRITE_THROUGH",
        "single-instance-sql-write-through, none, NONE"
    })
    void of_presetAndWriteMode_writeModeWins(String preset, String write, WriteMode mode)
            throws ConfigRefusedException {
        assertEquals(mode, config(PRESET + '=' + preset, WRITE + '=' + write).writeMode());
    }

    @ParameterizedTest
    @CsvSource({
        "single-instance-no-db, load-from-sql, WRITE_BACK",
        "single-instance-sql-write-through, load-from-sql, WRITE_THROUGH",
        "single-instance-sql-write-back, none, NONE"
    })
    void of_presetAndRestartPersistency_modeFollows(String preset, String restart, WriteMode mode)
            throws ConfigRefusedException {
        assertEquals(mode, config(PRESET + '=' + preset, RESTART + '=' + restart).writeMode());
    }

    @Test
    void of_presetInTheFileAndWriteModeOnTheCommandLine_writeModeWins() throws ConfigRefusedException {
        RegistrarConfig config = RegistrarConfig.of(List.of(), List.of(
                List.of(set(WRITE, "write-through")),
                List.of(set(PRESET, "single-instance-sql-write-back"))), folder);

        assertEquals(WriteMode.WRITE_THROUGH, config.writeMode());
    }

    @ParameterizedTest
    @CsvSource({"write-back, none", "write-through, none", "none, load-from-sql"})
    void of_writeModeAndRestartPersistencyThatContradict_areRefused(String write, String restart) {
        assertEquals(List.of(WRITE + " = " + write + " (test) and " + RESTART + " = " + restart
                        + " (test) contradict each other: write-through and write-back go with load-from-sql, none with"
                        + " none"),
                problems(WRITE + '=' + write, RESTART + '=' + restart));
    }

    @ParameterizedTest
    @CsvSource({
        "usrloc.working_mode_preset=sql-only, choose single-instance-sql-write-through",
        "usrloc.working_mode_preset=full-sharing-cluster, needs a cluster",
        "usrloc.working_mode_preset=federation-cachedb-cluster, needs a cluster",
        "usrloc.cluster_mode=sql-only, sql_write_mode = write-through",
        "usrloc.restart_persistency=sync-from-cluster, no cluster",
        "usrloc.hash_size=1, from 2 to 16",
        "usrloc.timer_interval=0, from 1s to 1d",
        "usrloc.db_url=, not of a known form",
        "'rollcall.ws_origins=https://a,b', no web origin",
        "rollcall.tls_key=/missing.key, no such file",
        "rollcall.credentials_file=missing, no such file",
        "rollcall.credential_cache=2d, from 0 to 1d"
    })
    void of_refusedValue_saysWhy(String setting, String reason) {
        assertTrue(problems(setting).toString().contains(reason), problems(setting).toString());
    }

    @Test
    void of_regenWithoutATable_isRefused() {
        assertTrue(problems(PRESET + "=single-instance-no-db", "usrloc.regen_broken_contactid=1").toString()
                .contains("there is no table to mend"));
    }

    @Test
    void of_maxExpiresBelowMin_isRefusedWithBoth() {
        assertEquals(List.of("registrar.max_expires = 30 (test) is less than registrar.min_expires = 1m (default);"
                + " allowed is 0 (no bound), or min_expires and more"), problems("registrar.max_expires=30"));
    }

    @Test
    void of_credentialsFile_isTheOneOfTheWorkingDirectory() throws IOException, ConfigRefusedException {
        Path file = Files.createFile(folder.resolve("users"));

        assertEquals(Optional.of(file), config("rollcall.credentials_file=users", "rollcall.auth=1",
                "auth_db.use_domain=0").credentialsFile());
        assertEquals(Optional.empty(), config().credentialsFile());
    }

    @Test
    void of_credentialsFileAndTable_areRefusedTogether() throws IOException {
        Files.createFile(folder.resolve("users"));

        assertEquals(List.of("rollcall.credentials_file = users (test) and auth_db.db_url = mysql://***@h/d (test):"
                        + " users are in a file or in a table; leave one out",
                        "rollcall.credentials_file = users (test) and rollcall.subscriber_table = subscriber (test):"
                        + " users are in a file or in a table; leave one out"),
                problems("rollcall.credentials_file=users", "auth_db.db_url=mysql://u:hunter2@h/d",
                        "rollcall.subscriber_table=subscriber"));
    }

    @Test
    void of_tlsCertificateAlone_needsItsKey() throws IOException {
        Path file = Files.createFile(folder.resolve("a.crt"));

        assertEquals(List.of("rollcall.tls_certificate = " + file + " (test): needs rollcall.tls_key beside it"),
                problems("rollcall.tls_certificate=" + file));
    }

    @Test
    void of_tlsFilesThatAreNone_areRefusedByName() throws IOException {
        Files.writeString(folder.resolve("a.crt"), "nothing");
        Files.writeString(folder.resolve("a.key"), "nothing");

        List<String> problems = problems("rollcall.tls_certificate=a.crt", "rollcall.tls_key=a.key");

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).startsWith("rollcall.tls_certificate = a.crt (test) and rollcall.tls_key = a.key"));
    }

    @Test
    void of_tlsFilesThatBelongTogether_areRead() throws IOException, ConfigRefusedException {
        TlsIdentity made = TlsIdentity.selfSigned(folder);
        RegistrarConfig config = config("rollcall.tls_certificate=rollcall-self-signed.crt",
                "rollcall.tls_key=rollcall-self-signed.key");

        assertEquals(made.certificate(), config.tlsIdentity().orElseThrow().certificate());
    }

    @Test
    void of_manyProblems_areAllListedAfterTheEarlierOnes() {
        ConfigRefusedException refused = assertThrows(ConfigRefusedException.class, () -> RegistrarConfig.of(
                List.of("no such file"), List.of(
                        List.of(set("usrloc.hash_size", "99")),
                        List.of(set("listen", "udp:0.0.0.0:5060"), set("rollcall.colour", "red"))), folder));

        assertEquals(4, refused.problems().size(), refused.problems().toString());
        assertEquals("no such file", refused.problems().get(0));
        assertTrue(refused.getMessage().contains("rollcall.colour = red (test): there is no such parameter"));
    }

    @Test
    void notices_usersInAFileAndTableInMemory_databaseIsNotUsed() throws IOException, ConfigRefusedException {
        Files.createFile(folder.resolve("users"));
        RegistrarConfig config = config("listen=udp:127.0.0.1:0", PRESET + "=single-instance-no-db",
                "usrloc.db_url=mysql://u:hunter2@h/d", "rollcall.auth=1", "rollcall.credentials_file=users");

        assertEquals(List.of("usrloc.db_url = mysql://***@h/d (test) is not used: the table is kept in memory alone and"
                + " users are in a file"), config.notices());
    }

    @Test
    void of_firstBanLongerThanTheLongest_isRefused() {
        assertEquals(List.of("rollcall.ban_time = 2h (test) is more than rollcall.ban_time_max = 1h (default); a first ban"
                + " is no longer than the longest"), problems("rollcall.ban_time=2h"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "rollcall.source_rate=5 | all listeners are on loopback, which rollcall.trusted_sources holds",
        "rollcall.ban_after=5 | all listeners are on loopback, which rollcall.trusted_sources holds",
        "rollcall.ban_after=5,rollcall.trusted_sources= | rollcall.auth is off",
        "domain.db_mode=1 | domain.db_url is not set",
        "rollcall.lookup_flags=no-branches | rollcall.lookup_from names nobody"})
    void notices_admissionThatNothingUses_isNamed(String settings, String reason) throws ConfigRefusedException {
        List<String> notices = config(settings.split(",")).notices();
        assertEquals(1, notices.size(), notices.toString());
        assertTrue(notices.get(0).endsWith(" is not used: " + reason), notices.get(0));
    }

    @Test
    void notices_anyAorOfADomain_isSaid() throws ConfigRefusedException {
        assertEquals(List.of("rollcall.identity = domain (test): whoever has a password may register every AOR of his"
                + " domain"), config("rollcall.auth=1", "rollcall.identity=domain").notices());
    }

    @Test
    void notices_valuesThatNothingUses_areNamed() throws ConfigRefusedException {
        RegistrarConfig config = config("listen=udp:127.0.0.1:0", PRESET + "=single-instance-no-db",
                "usrloc.db_url=mysql://u:hunter2@h/d", "usrloc.timer_interval=30", "auth_db.calculate_ha1=1");

        assertEquals(List.of("auth_db.calculate_ha1 = 1 (test) is not used: rollcall.auth is off",
                "usrloc.db_url = mysql://***@h/d (test) is not used: the table is kept in memory alone and"
                        + " rollcall.auth is off",
                "usrloc.timer_interval = 30 (test) is not used: only write-back does"), config.notices());
    }

    private RegistrarConfig config(String... settings) throws ConfigRefusedException {
        return RegistrarConfig.of(List.of(), List.of(settings(settings)), folder);
    }

    private List<String> problems(String... settings) {
        return assertThrows(ConfigRefusedException.class, () -> config(settings)).problems();
    }

    private static List<String> listeners(RegistrarConfig config) {
        return config.listeners().stream().map(Object::toString).toList();
    }

    private static List<Setting> settings(String... texts) {
        List<Setting> settings = new ArrayList<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            settings.add(set(text.substring(0, equals), text.substring(equals + 1)));
        }
        return settings;
    }

    private static Setting set(String key, String value) {
        return new Setting(key, value, "test");
    }
}
