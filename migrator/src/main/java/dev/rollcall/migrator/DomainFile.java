package dev.rollcall.migrator;

import dev.rollcall.sql.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file with a user and a domain a line, blanks between; empty lines and those that begin with # say nothing. */
record DomainFile(Path path) implements DomainSource {
    private static final Pattern USER_AND_DOMAIN = Pattern.compile("(\\S.*?)\\s+(\\S+)\\s*");

    @Override
    public void forEach(Database database, BiConsumer<String, String> users) {
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    take(line, number, users);
                }
            }
        } catch (IOException e) {
            throw new RefusedException("the file " + path + " cannot be read: " + e, e);
        }
    }

    private void take(String line, int number, BiConsumer<String, String> users) {
        // a user may hold blanks, a domain does not
        Matcher words = USER_AND_DOMAIN.matcher(line);
        if (!words.matches()) {
            throw new RefusedException("line " + number + " of " + path + " is not a user and a domain: "
                    + RowText.value(line));
        }
        users.accept(words.group(1), words.group(2));
    }

    @Override
    public String describe() {
        return "by user, from the file " + path;
    }
}
