package dev.rollcall.modparam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParamValuesTest {
    private final List<String> problems = new ArrayList<>();

    @Test
    void get_nothingSet_isTheDefault() {
        ParamValues values = values(List.of(), List.of());

        assertEquals(9, values.get(UsrlocParams.HASH_SIZE));
        assertFalse(values.isGiven(UsrlocParams.HASH_SIZE));
        assertEquals(Optional.empty(), values.given(UsrlocParams.HASH_SIZE));
        assertEquals(Optional.empty(), values.find(RollcallParams.REALM));
        assertThrows(IllegalStateException.class, () -> values.get(RollcallParams.REALM));
    }

    @Test
    void get_valueEqualToTheDefault_isGivenAllTheSame() {
        assertTrue(values(List.of(set("usrloc.hash_size", "9")), List.of()).isGiven(UsrlocParams.HASH_SIZE));
    }

    @Test
    void of_fileAndCommandLine_commandLineWins() {
        ParamValues values = values(List.of(set("usrloc.hash_size", "9")), List.of(set("usrloc.hash_size", "12")));

        assertEquals(12, values.get(UsrlocParams.HASH_SIZE));
        assertEquals(List.of(), problems);
    }

    @Test
    void of_setTwiceInOnePlace_isAProblem() {
        values(List.of(), List.of(
                new Setting("usrloc.hash_size", "9", "--hash-size"), new Setting("usrloc.hash_size", "10", "--set")));

        assertEquals(List.of("usrloc.hash_size = 9 (--hash-size) and usrloc.hash_size = 10 (--set): set twice;"
                + " leave one out"), problems);
    }

    @Test
    void of_sameValueTwice_isNone() {
        values(List.of(set("usrloc.hash_size", "9"), set("usrloc.hash_size", "9")), List.of());

        assertEquals(List.of(), problems);
    }

    @Test
    void of_unknownKey_namesTheNearest() {
        values(List.of(set("usrloc.hashsize", "9"), set("usrloc.on_enable", "1")), List.of());

        assertEquals(List.of(
                "usrloc.hashsize = 9 (here): there is no such parameter; is usrloc.hash_size meant?",
                "usrloc.on_enable = 1 (here): there is no such parameter; --help lists them all"), problems);
    }

    @Test
    void of_everythingWrong_isListedAtOnce() {
        values(List.of(set("usrloc.hash_size", "17"), set("usrloc.db_mode", "2"), set("registrar.pn_enable", "1"),
                set("rollcall.nonce_expire", "30 parsecs")), List.of());

        assertEquals(4, problems.size());
        assertEquals("usrloc.hash_size = 17 (here): allowed is a whole number from 2 to 16", problems.get(0));
        assertTrue(problems.get(1).startsWith("usrloc.db_mode = 2 (here): not served by Rollcall: OpenSIPS 4.0"));
        assertEquals("registrar.pn_enable = 1 (here): push notifications (RFC 8599) are not built yet; allowed is only"
                + " 0", problems.get(2));
        assertTrue(problems.get(3).contains("allowed is a time from 1s to 1d"));
    }

    @Test
    void of_fixedParameter_takesItsOwnValueInAnyWord() {
        values(List.of(set("registrar.disable_gruu", "yes"), set("usrloc.cluster_mode", "none"),
                set("usrloc.user_column", "username")), List.of());

        assertEquals(List.of(), problems);
    }

    @Test
    void of_parameterByOpenSipsName_setsRollcalls() {
        ParamValues values = values(List.of(set("auth.nonce_expire", "45")), List.of());

        assertEquals(45, values.get(RollcallParams.NONCE_EXPIRE).toSeconds());
        assertEquals(List.of(), problems);
    }

    @Test
    void of_bothNames_areOneParameterSetTwice() {
        values(List.of(set("auth.nonce_expire", "45"), set("rollcall.nonce_expire", "30")), List.of());

        assertEquals(List.of("rollcall.nonce_expire = 45 (here, as auth.nonce_expire) and rollcall.nonce_expire = 30"
                + " (here): set twice; leave one out"), problems);
    }

    @Test
    void of_maskInThePlaceOfAPassword_isRefused() {
        values(List.of(set("usrloc.db_url", "mysql://***@h/d")), List.of());

        assertEquals(List.of("usrloc.db_url = mysql://***@h/d (here): the password is masked here; write the real one in"
                + " its place"), problems);
    }

    @Test
    void of_maskBehindAUrlOfTheCommandLine_isNoProblem() {
        values(List.of(set("usrloc.db_url", "mysql://***@h/d")), List.of(set("usrloc.db_url", "mysql://u:p@h/d")));

        assertEquals(List.of(), problems);
    }

    @Test
    void of_secretInAnyKey_isMasked() {
        values(List.of(set("usrloc.db_urll", "mysql://u:hunter2@h/d"), set("x.password", "hunter2"),
                set("usrloc.bd_url", "jdbc:mysql://h/d?user=u&password=hunter2"),
                set("rollcall.auth", "mysql://u:hunter2@h/d")), List.of());

        assertEquals(4, problems.size());
        assertFalse(problems.toString().contains("hunter2"), problems.toString());
        assertTrue(problems.get(0).startsWith("usrloc.db_urll = mysql://***@h/d (here)"), problems.get(0));
    }

    private ParamValues values(List<Setting> file, List<Setting> commandLine) {
        return ParamValues.of(List.of(file, commandLine), problems::add);
    }

    private static Setting set(String key, String value) {
        return new Setting(key, value, "here");
    }
}
