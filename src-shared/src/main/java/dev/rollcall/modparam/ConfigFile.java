package dev.rollcall.modparam;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a configuration file: UTF-8, at most 1 MiB, one setting a line.
 *
 * <p>A setting is {@code name = value} or, as in opensips.cfg, {@code modparam("module", "name", value)}, where
 * {@code "usrloc|auth_db"} names several modules. A value may stand in double quotes, with {@code \"} and {@code \\} in
 * it. {@code #} starts a comment at the start of a line and after a blank.
 */
public final class ConfigFile {
    private static final int MAX_BYTES = 1 << 20;

    private ConfigFile() {}

    /**
     * The settings of a file in its order.
     *
     * @param problems gets a sentence with file and line for all that cannot be read
     */
    public static List<Setting> read(Path file, Consumer<String> problems) {
        List<Setting> settings = new ArrayList<>();
        try {
            String[] lines = text(file).split("\r?\n", -1);
            for (int i = 0; i < lines.length; i++) {
                readLine(lines[i], file + ":" + (i + 1), settings, problems);
            }
        } catch (CharacterCodingException e) {
            problems.accept("configuration file " + file + " is not UTF-8");
        } catch (IOException e) {
            problems.accept("configuration file " + file + " cannot be read: " + reason(file));
        }
        return settings;
    }

    private static void readLine(String line, String where, List<Setting> settings, Consumer<String> problems) {
        try {
            settings.addAll(ConfigLine.read(line, where));
        } catch (IllegalArgumentException e) {
            problems.accept(where + ": " + e.getMessage());
        }
    }

    private static String text(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException("too large");
        }
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static String reason(Path file) {
        if (!Files.exists(file)) {
            return "no such file";
        }
        if (!Files.isRegularFile(file)) {
            return "it is not a file";
        }
        return Files.isReadable(file) ? "it is larger than " + (MAX_BYTES >> 20) + " MiB" : "permission denied";
    }
}
