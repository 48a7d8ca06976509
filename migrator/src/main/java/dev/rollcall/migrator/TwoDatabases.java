package dev.rollcall.migrator;

import dev.rollcall.modparam.SecretText;
import dev.rollcall.sql.DatabaseKind;
import dev.rollcall.sql.DatabaseUrl;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that bring rows from one table to another. A mixin of picocli. */
final class TwoDatabases {
    private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--db-url", paramLabel = "URL", required = true, description =
            "The database to read from: mysql://user:pass@host[:port]/db, postgres://user:pass@host[:port]/db,"
                    + " sqlite:///absolute/path or a JDBC URL of these")
    private String from;

    @Option(names = "--table", paramLabel = "NAME", description = "The table to read. Default: location")
    private String fromTable = "location";

    @Option(names = "--to-url", paramLabel = "URL", required = true, description =
            "The database to write to; a SQLite file that is not there is made")
    private String to;

    @Option(names = "--to-table", paramLabel = "NAME", description = "The table to fill. Default: location")
    private String toTable = "location";

    DatabaseUrl source() {
        return url(spec, "--db-url", from);
    }

    String sourceTable() {
        return name(spec, "--table", fromTable);
    }

    /** Where the rows go; never where they come from. */
    CopyTarget target() {
        return target(spec, source(), sourceTable(), to, toTable);
    }

    /**
     * Where the rows of a table go.
     *
     * @throws ParameterException when that is no place for them
     */
    static CopyTarget target(CommandSpec spec, DatabaseUrl source, String table, String to, String toTable) {
        CopyTarget target = new CopyTarget(url(spec, "--to-url", to), name(spec, "--to-table", toTable));
        boolean same = target.url().toString().equals(source.toString());
        if (same && toTable.equalsIgnoreCase(table)) {
            throw new ParameterException(spec.commandLine(), "--to-url and --db-url name the same table");
        }
        if (same && source.kind() == DatabaseKind.SQLITE) {
            throw new ParameterException(spec.commandLine(),
                    "--to-url: a SQLite file is not read while it is written; name another file");
        }
        return target;
    }

    /** The command that inspects the target. */
    String inspectTarget() {
        CopyTarget target = target();
        return "java -jar migrator.jar --db-url " + target.url()
                + (target.table().equals("location") ? "" : " --table " + target.table());
    }

    private static DatabaseUrl url(CommandSpec spec, String option, String text) {
        try {
            return DatabaseUrl.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + SecretText.masked(e.getMessage()));
        }
    }

    private static String name(CommandSpec spec, String option, String text) {
        if (!TABLE.matcher(text).matches()) {
            throw new ParameterException(spec.commandLine(),
                    option + ": a table's name is made of letters, digits and underscores");
        }
        return text;
    }
}
