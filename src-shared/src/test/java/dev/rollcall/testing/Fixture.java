package dev.rollcall.testing;

import dev.rollcall.sql.DatabaseKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A {@code location} table that a real OpenSIPS wrote.
 *
 * <p>{@link #copied} tables are rows kept beside the tests, there on every machine. {@link #shared} ones are whole
 * files of the directory {@code ../shared/fixtures}; without it a test is skipped.
 */
public final class Fixture {
    private static final String RESOURCES = "/fixtures/";
    private static final Pattern NAME = Pattern.compile("opensips-([a-z0-9.]+)-hash(\\d+)-domain([01])");
    private static final List<String> COPIED = List.of(
            "opensips-2.2-hash9-domain0", "opensips-2.4-hash12-domain1",
            "opensips-master-hash12-domain0", "opensips-master-hash9-domain1");

    private final String name;
    private final Path file;
    private final int hashSize;
    private final boolean useDomain;
    private final int version;

    private Fixture(String name, Path file) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.lookingAt()) {
            throw new IllegalArgumentException(name + " is no fixture's name");
        }
        this.name = name;
        this.file = file;
        this.hashSize = Integer.parseInt(matcher.group(2));
        this.useDomain = matcher.group(3).equals("1");
        this.version = switch (matcher.group(1)) {
            case "2.1" -> 1009;
            case "2.2" -> 1011;
            default -> 1013;
        };
    }

    /** The tables whose rows are kept beside the tests: 2.2, 2.4 and master. */
    public static Stream<Fixture> copied() {
        return COPIED.stream().map(name -> new Fixture(name, null));
    }

    /** The SQLite files of {@code ../shared/fixtures}: 2.2, 2.4 and master. */
    public static Stream<Fixture> shared() {
        return sharedFiles(".sqlite");
    }

    /** The MySQL dumps of {@code ../shared/fixtures}, 2.1 among them; only a MySQL database can load them. */
    public static Stream<Fixture> sharedDumps() {
        return sharedFiles(".mysql.sql");
    }

    private static Stream<Fixture> sharedFiles(String ending) {
        Optional<Path> directory = sharedDirectory();
        Assumptions.assumeTrue(directory.isPresent(), "there is no ../shared/fixtures beside this source tree");
        try (Stream<Path> files = Files.list(directory.get())) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream()
                    .map(file -> new Fixture(file.getFileName().toString(), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tests run in a module's directory, some levels below the source tree's neighbours. */
    private static Optional<Path> sharedDirectory() {
        return Stream.iterate(Path.of("").toAbsolutePath(), parent -> parent != null, Path::getParent)
                .map(parent -> parent.resolve("shared").resolve("fixtures"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** The hash_size that it was written with. */
    public int hashSize() {
        return hashSize;
    }

    /** The use_domain that it was written with. */
    public boolean useDomain() {
        return useDomain;
    }

    /** The schema's version: 1009, 1011 or 1013. */
    public int version() {
        return version;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Loads the table {@code location} and its version into an empty database. */
    public void load(TestDatabase database) {
        try {
            if (file == null) {
                loadRows(database, copiedRows());
            } else if (name.endsWith(".mysql.sql")) {
                loadDump(database);
            } else if (database.kind() == DatabaseKind.SQLITE) {
                Files.copy(file, Path.of(database.urlText().substring("sqlite://".length())));
            } else {
                loadRows(database, sharedRows());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names of the columns, then the rows. */
    private List<List<String>> copiedRows() throws IOException {
        try (InputStream resource = Fixture.class.getResourceAsStream(RESOURCES + name + ".tsv")) {
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(line -> Stream.of(line.split("\t", -1)).map(Fixture::value).toList()).toList();
        }
    }

    private static String value(String field) {
        return field.equals("\\N") ? null : field.replace("\\\\", "\\");
    }

    private List<List<String>> sharedRows() throws SQLException {
        // the files may not be written to, not even for a lock
        String url = "jdbc:sqlite:file:" + file + "?immutable=1&mode=ro";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM location")) {
            int columns = result.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                names.add(result.getMetaData().getColumnName(i));
            }
            rows.add(names);
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private void loadRows(TestDatabase database, List<List<String>> rows) throws SQLException {
        LocationTables.create(database, "location", version);
        List<String> columns = rows.get(0);
        String insert = "INSERT INTO location (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        // PostgreSQL: a parameter of no type is read as the column's
        int type = database.kind() == DatabaseKind.POSTGRESQL ? Types.OTHER : Types.VARCHAR;
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            connection.setAutoCommit(false);
            for (List<String> row : rows.subList(1, rows.size())) {
                for (int i = 0; i < row.size(); i++) {
                    statement.setObject(i + 1, row.get(i), type);
                }
                statement.addBatch();
            }
            statement.executeBatch();
            connection.commit();
        }
    }

    /** A dump's statements each end a line; its values hold no line breaks. */
    private void loadDump(TestDatabase database) throws IOException {
        Assumptions.assumeTrue(database.kind() == DatabaseKind.MYSQL, "only MySQL loads a MySQL dump");
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("--") || line.startsWith("/*M!")) {
                continue;
            }
            statement.append(line).append('\n');
            if (line.endsWith(";")) {
                statements.add(statement.toString());
                statement.setLength(0);
            }
        }
        database.execute(statements.toArray(String[]::new));
    }
}
