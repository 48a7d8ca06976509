package dev.rollcall.modparam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTextTest {
    private final List<String> problems = new ArrayList<>();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "a b", " a ", "#1", "a # b", "'a'", "a;", "a=b", "a,b", "(a)"})
    void of_anyValue_isReadBackAsItIs(String value) throws IOException {
        List<Setting> written = List.of(new Setting("rollcall.realm", value, "--set"));

        List<Setting> read = read(text(written));

        assertEquals(List.of("rollcall.realm = " + value), keysAndValues(read));
    }

    @Test
    void of_quotesAndBackslashes_areReadBack() throws IOException {
        List<Setting> written = List.of(new Setting("rollcall.credentials_file", "/a\\b\"c\" #d", "--set"));

        assertEquals(keysAndValues(written), keysAndValues(read(text(written))));
    }

    @Test
    void of_nothingSet_setsNothing() throws IOException {
        String text = text(List.of());

        assertEquals(List.of(), read(text));
        assertTrue(text.contains("\n# usrloc.hash_size = 9\n"), text);
        assertTrue(text.contains("\n# rollcall.realm is not set: the domain of the request's To\n"), text);
        assertTrue(text.contains("\n# listen = udp:127.0.0.1:5060\n"), text);
    }

    @Test
    void of_setting_namesItsPlace() {
        String text = text(List.of(new Setting("usrloc.hash_size", "12", "r.conf:3")));

        assertTrue(text.contains("\nusrloc.hash_size = 12    # r.conf:3\n"), text);
    }

    @Test
    void of_placeWithALineBreak_staysAComment() throws IOException {
        String text = text(List.of(new Setting("usrloc.hash_size", "12", "a\nrollcall.auth = 0\n:3")));

        assertEquals(1, read(text).size(), text);
    }

    @Test
    void of_password_isMaskedAndRefusedWhenGivenBack() throws IOException {
        String text = text(List.of(new Setting("usrloc.db_url", "jdbc:mysql://h/d?user=u&password=hunter2", "--db-url"),
                new Setting("auth_db.db_url", "mysql://u:hunter2@h/d", "--set")));

        assertFalse(text.contains("hunter2"), text);
        ParamValues.of(List.of(read(text)), problems::add);
        assertEquals(2, problems.size(), problems.toString());
        assertTrue(problems.get(0).contains("the password is masked here"), problems.toString());
    }

    private String text(List<Setting> settings) {
        ParamValues values = ParamValues.of(List.of(settings), problems::add);
        return ConfigText.of("listen", List.of(), List.of("udp:127.0.0.1:5060"), values, List.of());
    }

    private List<Setting> read(String text) throws IOException {
        List<Setting> settings = ConfigFile.read(Files.writeString(folder.resolve("r.conf"), text), problems::add);
        assertEquals(List.of(), problems);
        return settings;
    }

    private static List<String> keysAndValues(List<Setting> settings) {
        return settings.stream().map(setting -> setting.key() + " = " + setting.value()).toList();
    }
}
