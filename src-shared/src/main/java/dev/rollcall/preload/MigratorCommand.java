package dev.rollcall.preload;

import dev.rollcall.contactid.IdSettings;
import dev.rollcall.sql.LocationSchema;
import dev.rollcall.sql.ShellArgument;

/**
 * The migrator's command line for a table, as an operator can paste it into a shell.
 *
 * @param databaseUrl the database's URL without its password
 * @param table the table's name
 */
public record MigratorCommand(String databaseUrl, String table) {
    private static final String DEFAULT_TABLE = "location";

    /** The command that inspects and writes nothing. */
    public String inspect(IdSettings settings) {
        return "java -jar migrator.jar" + options(settings);
    }

    /** The command that brings an old table to the newest schema. */
    public String upgrade(IdSettings settings) {
        return LocationSchema.UPGRADE_COMMAND + options(settings);
    }

    /**
     * The command that shows what filling in the domains would change, and writes nothing.
     *
     * @param source the option, and its value as it is, that says where the domains are from
     */
    public String setDomain(IdSettings settings, String source) {
        int value = source.indexOf(' ') + 1;
        return "java -jar migrator.jar set-domain" + options(settings.withUseDomain(true)) + ' '
                + source.substring(0, value) + ShellArgument.quoted(source.substring(value));
    }

    /** The command that writes what a plan in a file says. */
    public String apply(String planFile) {
        return "java -jar migrator.jar apply --db-url " + ShellArgument.quoted(databaseUrl) + tableOption() + " --plan-file "
                + ShellArgument.quoted(planFile);
    }

    /** The command that takes the repairs of the table back. */
    public String rollback() {
        return "java -jar migrator.jar rollback --db-url " + ShellArgument.quoted(databaseUrl) + tableOption();
    }

    private String tableOption() {
        return table.equals(DEFAULT_TABLE) ? "" : " --table " + ShellArgument.quoted(table);
    }

    private String options(IdSettings settings) {
        StringBuilder command = new StringBuilder(" --db-url ").append(ShellArgument.quoted(databaseUrl))
                .append(" --hash-size ").append(settings.hashSize())
                .append(" --use-domain=").append(settings.useDomain() ? 1 : 0);
        settings.format().ifPresent(format -> command.append(" --contact-id-format ").append(format.optionValue()));
        command.append(" --char-sign ").append(settings.charSign().optionValue());
        return command.append(tableOption()).toString();
    }

    /** The command that mends what {@link #inspect} reports. */
    public String repair(IdSettings settings) {
        return inspect(settings) + " --regen-broken-contactid";
    }
}
