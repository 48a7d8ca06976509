package dev.rollcall.sql;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where a database is and who asks: OpenSIPS' db_url or a JDBC URL.
 *
 * <ul>
 *   <li>{@code mysql://user:password@host[:port]/database}, {@code postgres://} and {@code postgresql://} alike;
 *   <li>{@code sqlite:///absolute/path}; {@code sqlite://./path} and {@code sqlite://../path} from the working
 *       directory;
 *   <li>{@code jdbc:mysql://}, {@code jdbc:mariadb://} and {@code jdbc:postgresql://}, whose
 *       {@code ?name=value&...} are handed to the driver of that name; {@code jdbc:sqlite:path}.
 * </ul>
 *
 * <p>User, password, database and parameters may be percent-encoded; a literal {@code %} is {@code %25}. No message
 * and no {@link #toString()} of this class holds the password or a parameter.
 */
public final class DatabaseUrl {
    private static final String MARIADB = "mariadb";
    private static final String FORMS = "mysql://user:password@host/database, postgres://user:password@host/database, "
            + "sqlite:///absolute/path or a JDBC URL of these";

    private final DatabaseKind kind;
    /** The driver that a JDBC URL names; null where the server decides. */
    private final JdbcDriver named;
    private final String host;
    private final int port;
    private final String name;
    private final String user;
    private final String password;
    private final Map<String, String> parameters;

    private DatabaseUrl(
            DatabaseKind kind, JdbcDriver named, String host, int port, String name, String user, String password,
            Map<String, String> parameters) {
        this.kind = kind;
        this.named = named;
        this.host = host;
        this.port = port;
        this.name = name;
        this.user = user;
        this.password = password;
        this.parameters = parameters;
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException with a sentence for the operator when the URL has no known form
     */
    public static DatabaseUrl parse(String text) {
        if (text.startsWith("jdbc:sqlite:")) {
            return file(text.substring("jdbc:sqlite:".length()));
        }
        if (text.startsWith("sqlite:")) {
            return file(openSipsFile(text.substring("sqlite:".length())));
        }
        boolean jdbc = text.startsWith("jdbc:");
        String url = jdbc ? text.substring("jdbc:".length()) : text;
        int colon = url.indexOf("://");
        String scheme = colon < 0 ? "" : url.substring(0, colon);
        DatabaseKind kind = switch (scheme) {
            case "mysql" -> DatabaseKind.MYSQL;
            case MARIADB -> jdbc ? DatabaseKind.MYSQL : null;
            case "postgres" -> jdbc ? null : DatabaseKind.POSTGRESQL;
            case "postgresql" -> DatabaseKind.POSTGRESQL;
            default -> null;
        };
        if (kind == null) {
            throw new IllegalArgumentException("the database URL is not of a known form; write " + FORMS);
        }
        JdbcDriver named = !jdbc ? null : scheme.equals(MARIADB) ? JdbcDriver.MARIADB : kind.driver();
        return server(kind, named, url.substring(colon + "://".length()));
    }

    /** The URL of a SQLite file. */
    public static DatabaseUrl ofFile(Path file) {
        return new DatabaseUrl(
                DatabaseKind.SQLITE, JdbcDriver.SQLITE, "", 0, file.toAbsolutePath().normalize().toString(), null, null,
                Map.of());
    }

    /** The kind of database. */
    public DatabaseKind kind() {
        return kind;
    }

    /** The file of a SQLite database, absolute. */
    public Path file() {
        return Path.of(name);
    }

    /** The host as written, IPv6 without brackets; empty for SQLite. */
    String host() {
        return host;
    }

    /** The database's name on the server, or the file's path. */
    String name() {
        return name;
    }

    /** The user, or null where none was given. */
    String user() {
        return user;
    }

    /** The password, or null where none was given. */
    String password() {
        return password;
    }

    /** What a JDBC URL hands to the driver. */
    Map<String, String> parameters() {
        return parameters;
    }

    /** Whether it is OpenSIPS' {@code mysql://}, which does not say what kind of server answers there. */
    boolean leavesDriverOpen() {
        return kind == DatabaseKind.MYSQL && named == null;
    }

    /** The driver that the URL names, or one that any server of this kind can be reached by. */
    JdbcDriver driver() {
        return named == null ? kind.driver() : named;
    }

    /** Whether the host is a name or an address of this machine that no network carries. */
    boolean isLoopback() {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    /** The URL for a driver, without user, password and parameters. */
    String jdbcUrl(JdbcDriver driver) {
        return "jdbc:" + driver.scheme()
                + (driver == JdbcDriver.SQLITE ? ':' + name : "://" + address() + '/' + encode(name));
    }

    /** The URL in OpenSIPS' form, with {@code ***} for a password. */
    @Override
    public String toString() {
        if (kind == DatabaseKind.SQLITE) {
            return "sqlite://" + name;
        }
        String who = user == null ? "" : user + (password == null ? "@" : ":***@");
        return kind.scheme() + "://" + who + address() + '/' + name;
    }

    private String address() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }

    private static String openSipsFile(String rest) {
        if (rest.startsWith("///./") || rest.startsWith("///../")) {
            throw new IllegalArgumentException("the database URL sqlite:///. names a file in the root directory; write "
                    + "sqlite://./file for one in the working directory or sqlite:///absolute/path");
        }
        if (rest.startsWith("///") || rest.startsWith("//./") || rest.startsWith("//../")) {
            return rest.substring("//".length());
        }
        throw new IllegalArgumentException("the database URL sqlite: names no file; write sqlite:///absolute/path, or "
                + "sqlite://./file for one in the working directory");
    }

    private static DatabaseUrl file(String path) {
        // the driver would read a question mark as the start of its own settings, and these names as something else
        if (path.isEmpty() || path.indexOf('?') >= 0 || path.startsWith(":") || path.startsWith("file:")) {
            throw new IllegalArgumentException(
                    "the database URL must name a SQLite file; a name with '?', ':memory:' and 'file:' are not served");
        }
        try {
            return ofFile(Path.of(path));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("the database URL names a file that cannot exist: " + e.getReason(), e);
        }
    }

    /** Reads what follows {@code ://}: the last '@' ends user and password, so that a password may hold '@' and '/'. */
    private static DatabaseUrl server(DatabaseKind kind, JdbcDriver named, String rest) {
        boolean jdbc = named != null;
        int at = jdbc ? jdbcAt(rest) : rest.lastIndexOf('@');
        String credentials = at < 0 ? null : rest.substring(0, at);
        String place = rest.substring(at + 1);
        int question = place.indexOf('?');
        if (question >= 0 && !jdbc) {
            throw new IllegalArgumentException("the database URL has parameters behind '?'; only a JDBC URL may, for "
                    + "example jdbc:" + (kind == DatabaseKind.MYSQL ? "mysql" : "postgresql") + "://host/database?...");
        }
        Map<String, String> parameters = question < 0 ? Map.of() : parameters(place.substring(question + 1));
        String address = question < 0 ? place : place.substring(0, question);
        int slash = address.indexOf('/');
        if (slash < 0 || slash == address.length() - 1) {
            throw new IllegalArgumentException("the database URL names no database; write " + FORMS);
        }
        String name = decode(address.substring(slash + 1));
        if (name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("the database URL has a '/' in the database's name; write " + FORMS);
        }
        return build(kind, named, address.substring(0, slash), name, credentials, parameters);
    }

    /** A JDBC URL's parameters may hold an '@', so only one before them counts. */
    private static int jdbcAt(String rest) {
        int question = rest.indexOf('?');
        return rest.lastIndexOf('@', question < 0 ? rest.length() : question);
    }

    private static DatabaseUrl build(
            DatabaseKind kind, JdbcDriver named, String address, String name, String credentials,
            Map<String, String> parameters) {
        Map<String, String> others = new LinkedHashMap<>(parameters);
        String user = others.remove("user");
        String password = others.remove("password");
        if (credentials != null) {
            int colon = credentials.indexOf(':');
            user = decode(colon < 0 ? credentials : credentials.substring(0, colon));
            password = colon < 0 ? password : decode(credentials.substring(colon + 1));
        }
        int colon = portColon(address);
        String host = colon < 0 ? address : address.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (host.isEmpty() || !bracketed && !host.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "the database URL names no host, or one of other characters than letters, digits, '.', '-' and '_'"
                            + " (IPv6 goes in brackets)");
        }
        int port = colon < 0 ? kind.defaultPort() : port(address.substring(colon + 1));
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        return new DatabaseUrl(kind, named, bare, port, name, user, password, Map.copyOf(others));
    }

    private static int portColon(String address) {
        int bracket = address.lastIndexOf(']');
        return address.indexOf(':', Math.max(bracket, 0));
    }

    private static int port(String digits) {
        OptionalInt port = digits.matches("[0-9]{1,5}")
                ? OptionalInt.of(Integer.parseInt(digits))
                : OptionalInt.empty();
        // not echoed: where the '@' is missing, this is the password
        return port.stream().filter(p -> p >= 1 && p <= 65535).findFirst().orElseThrow(
                () -> new IllegalArgumentException("the database URL's port is not a number from 1 to 65535"));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("the database URL has a parameter that is not name=value");
            }
            parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
        return parameters;
    }

    private static String decode(String text) {
        return PercentCode.decode(text).orElseThrow(() -> new IllegalArgumentException(
                "the database URL has a '%' that no two hexadecimal digits follow, or bytes that are no UTF-8; "
                        + "write a literal '%' as %25"));
    }

    private static String encode(String text) {
        return PercentCode.encode(text);
    }
}
