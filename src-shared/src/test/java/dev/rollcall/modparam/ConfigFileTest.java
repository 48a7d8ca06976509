package dev.rollcall.modparam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
    @TempDir
    private Path folder;

    private final List<String> problems = new ArrayList<>();

    @Test
    void read_bothForms_giveSettingsWithTheirLines() throws IOException {
        List<Setting> settings = read("""
                # a comment
                listen = udp:127.0.0.1:5060   # and another

                usrloc.hash_size=9
                modparam("usrloc", "use_domain", 1)
                  modparam( "usrloc|auth_db" , "db_url" , "mysql://u:a#b@h/d" ) ; # both
                rollcall.realm = "a \\"b\\" \\\\ # c"
                """);

        Path file = folder.resolve("r.conf");
        assertEquals(List.of(
                new Setting("listen", "udp:127.0.0.1:5060", file + ":2"),
                new Setting("usrloc.hash_size", "9", file + ":4"),
                new Setting("usrloc.use_domain", "1", file + ":5"),
                new Setting("usrloc.db_url", "mysql://u:a#b@h/d", file + ":6"),
                new Setting("auth_db.db_url", "mysql://u:a#b@h/d", file + ":6"),
                new Setting("rollcall.realm", "a \"b\" \\ # c", file + ":7")), settings);
        assertEquals(List.of(), problems);
    }

    @Test
    void read_hashInsideABareValue_isNoComment() throws IOException {
        assertEquals("mysql://u:a#b@h/d", read("usrloc.db_url = mysql://u:a#b@h/d # main").get(0).value());
    }

    @Test
    void read_byteOrderMarkAndCarriageReturns_areSkipped() throws IOException {
        assertEquals(List.of("1", "2"), read("\ufeffa.b = 1\r\nc.d = 2\r\n").stream().map(Setting::value).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"loadmodule \"usrloc.so\"", "route {", "usrloc.hash_size", "usrloc.hash_size =",
            "usrloc.hash_size = # nine", "rollcall.realm = \"open", "rollcall.realm = \"a\\n\"", "= 9",
            "modparam(\"usrloc\", \"hash_size\")", "modparam(usrloc, hash_size, 9)", "a.b = \"1\" 2", "a b = 1"})
    void read_lineThatIsNoSetting_isAProblemWithItsPlace(String line) throws IOException {
        assertEquals(List.of(), read("\n" + line));
        assertEquals(List.of(folder.resolve("r.conf") + ":2: this line is no setting; write name = value, or"
                + " modparam(\"module\", \"name\", value); a value with quotes in it needs quotes around it"),
                problems);
    }

    @Test
    void read_brokenLines_areReportedTogether() throws IOException {
        assertEquals(1, read("route {\na.b = 1\n}\n").size());
        assertEquals(2, problems.size());
    }

    @Test
    void read_missingFile_isNamed() {
        Path missing = folder.resolve("missing.conf");

        assertEquals(List.of(), ConfigFile.read(missing, problems::add));
        assertEquals(List.of("configuration file " + missing + " cannot be read: no such file"), problems);
    }

    @Test
    void read_folder_isNoFile() {
        ConfigFile.read(folder, problems::add);

        assertEquals(List.of("configuration file " + folder + " cannot be read: it is not a file"), problems);
    }

    @Test
    void read_otherEncoding_isRefused() throws IOException {
        Path file = Files.write(folder.resolve("latin1.conf"), new byte[] {'a', '=', (byte) 0xe9});

        ConfigFile.read(file, problems::add);

        assertEquals(List.of("configuration file " + file + " is not UTF-8"), problems);
    }

    @Test
    void read_tooLargeFile_isRefused() throws IOException {
        Path file = Files.write(folder.resolve("large.conf"), new byte[(1 << 20) + 1]);

        ConfigFile.read(file, problems::add);

        assertEquals(List.of("configuration file " + file + " cannot be read: it is larger than 1 MiB"), problems);
    }

    @Test
    void read_endlessLine_isRefusedWithoutBeingShown() throws IOException {
        read("a.b = \"" + "\\\"".repeat(300_000) + "\"");

        assertEquals(1, problems.size());
        assertFalse(problems.get(0).length() > 200);
    }

    @Test
    void read_longQuotedValue_doesNotOverflowTheStack() throws IOException {
        assertEquals(4000, read("a.b = \"" + "\\\"".repeat(4000) + "\"").get(0).value().length());
    }

    private List<Setting> read(String text) throws IOException {
        return ConfigFile.read(Files.writeString(folder.resolve("r.conf"), text), problems::add);
    }
}
