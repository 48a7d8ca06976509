package dev.rollcall.migrator;

import dev.rollcall.contactid.ContactId;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.testing.LocationTables;
import dev.rollcall.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder that holds a table, a command line and what comes of it.
 *
 * <ul>
 *   <li>{@code rows.csv}: the columns' names, then the rows; {@code \N} is NULL, an ID may be written as
 *       {@code aorhash/record label/contact label}; each row has its own callid;
 *   <li>{@code arguments}: the options, without --db-url;
 *   <li>{@code exit}: the exit code;
 *   <li>{@code output}: what is printed, a piece a line; a piece behind {@code !} is not;
 *   <li>{@code changed}, where rows change: {@code ID NEW} a line, NEW's parts as above with {@code *} for any;
 *   <li>{@code table}, where it is no plain 1013 called location: {@code VERSION NAME [VARIANT]}, the variant
 *       {@code nullable} (no column is NOT NULL), {@code unkeyed} (nor is there a key), {@code wide} (long names) or
 *       {@code unique} (with the index of 2.2.0).
 * </ul>
 */
record MigratorCase(Path folder) {
    static List<MigratorCase> all() {
        Path cases = Path.of("src", "test", "resources", "cases");
        try (var folders = Files.list(cases)) {
            return folders.sorted().map(MigratorCase::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> arguments() {
        return Arrays.stream(String.join(" ", lines("arguments")).split(" ")).filter(text -> !text.isEmpty()).toList();
    }

    int exit() {
        return Integer.parseInt(lines("exit").get(0));
    }

    List<String> output() {
        return lines("output");
    }

    /** What becomes of the IDs that change, by the ID that a row has. */
    Map<Long, String> changed() {
        Map<Long, String> changed = new LinkedHashMap<>();
        if (Files.exists(folder.resolve("changed"))) {
            lines("changed").forEach(line -> changed.put(id(line.split(" ")[0]), line.split(" ")[1]));
        }
        return changed;
    }

    String table() {
        return tableLine().split(" ")[1];
    }

    private String tableLine() {
        return Files.exists(folder.resolve("table")) ? lines("table").get(0) : "1013 location";
    }

    void load(TestDatabase database) throws SQLException {
        String[] words = tableLine().split(" ");
        int version = Integer.parseInt(words[0]);
        String ddl = LocationTables.ddl(database.kind(), table(), version);
        database.execute(words.length == 2 ? ddl : variant(words[2], ddl));
        LocationTables.noteVersion(database, table(), version);
        List<String[]> rows = lines("rows.csv").stream().map(line -> line.split(",", -1)).toList();
        insert(database, rows.get(0), rows.subList(1, rows.size()));
    }

    private static String variant(String name, String ddl) {
        return switch (name) {
            case "nullable" -> ddl.replace("KEY NOT NULL", "KEY").replace(" NOT NULL", "");
            case "unkeyed" -> ddl.replaceFirst("contact_id [^,]*,", "contact_id BIGINT,");
            case "wide" -> ddl.replaceAll("(username|domain) (VAR)?CHAR\\(64\\)", "$1 VARCHAR(800)");
            case "unique" -> ddl.replaceFirst("attr ([A-Z]+\\(255\\) DEFAULT NULL)",
                    "attr $1, UNIQUE (username, domain, contact, callid)").replace("contact TEXT", "contact VARCHAR(255)");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private void insert(TestDatabase database, String[] columns, List<String[]> rows) throws SQLException {
        String insert = "INSERT INTO " + table() + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.length, "?")) + ")";
        // PostgreSQL: a parameter of no type is read as the column's
        int type = database.kind() == DatabaseKind.POSTGRESQL ? Types.OTHER : Types.VARCHAR;
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            for (String[] row : rows) {
                for (int i = 0; i < columns.length; i++) {
                    boolean isId = columns[i].equals("contact_id");
                    String value = row[i].equals("\\N") ? null : isId ? Long.toString(id(row[i])) : row[i];
                    statement.setObject(i + 1, value, type);
                }
                statement.executeUpdate();
            }
        }
    }

    private static long id(String text) {
        String[] parts = text.split("/");
        return parts.length == 1
                ? Long.parseUnsignedLong(text)
                : ContactId.pack(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(folder.resolve(file)).stream().filter(line -> !line.isEmpty()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
