package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.rollcall.modparam.ConfigFile;
import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationDocumentTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String WRITE = "rollcall.docs.write";
    private static final String STALE = " is stale; write it anew with: mvn -B -q -pl registrar -am test"
            + " -Dtest=ConfigurationDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true";
    private static final Pattern SETTING_IN_COMMENT = Pattern.compile("(?m)^# (?=[a-z_]+\\.[a-z0-9_]+ = )");

    @TempDir
    private Path folder;

    @Test
    void configuration_document_isWhatTheTablesSay() throws IOException {
        check(DOCS.resolve("configuration.md"), ConfigurationDocument.text());
    }

    @Test
    void sample_file_isWhatTheTablesSay() throws IOException {
        check(DOCS.resolve("rollcall.conf"), SampleConfiguration.text());
    }

    @Test
    void sample_asItIs_setsNothing() throws IOException {
        assertEquals(List.of(), settings(SampleConfiguration.text()));
    }

    @Test
    void sample_withoutItsCommentMarks_setsEveryParameterRightly() throws IOException {
        List<Setting> settings = settings(SETTING_IN_COMMENT.matcher(SampleConfiguration.text()).replaceAll(""));
        List<String> problems = new ArrayList<>();

        assertNotNull(ParamValues.of(List.of(settings), problems::add));
        assertEquals(List.of(), problems);
        assertEquals(ConfigurationDocument.obeyed().stream().map(param -> param.key()).toList(),
                settings.stream().map(Setting::key).toList());
    }

    private List<Setting> settings(String text) throws IOException {
        List<String> problems = new ArrayList<>();
        List<Setting> settings = ConfigFile.read(Files.writeString(folder.resolve("r.conf"), text), problems::add);
        assertEquals(List.of(), problems);
        return settings;
    }

    private static void check(Path file, String text) throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.createDirectories(DOCS);
            Files.writeString(file, text);
        }
        String written = Files.exists(file) ? Files.readString(file) : "";
        assertEquals(text, written, () -> file.getFileName() + STALE);
    }
}
