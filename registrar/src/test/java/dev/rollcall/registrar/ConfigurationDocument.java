package dev.rollcall.registrar;

import dev.rollcall.modparam.FixedParam;
import dev.rollcall.modparam.KnownParam;
import dev.rollcall.modparam.ModParam;
import dev.rollcall.modparam.ParamTable;
import dev.rollcall.modparam.RefusedParam;
import dev.rollcall.modparam.RenamedParam;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Writes docs/configuration.md from the table of parameters and the command line. */
final class ConfigurationDocument {
    private static final String INTRODUCTION = """
            # Configuration

            <!-- Made by ConfigurationDocumentTest from the program's own tables. Do not edit; see the test. -->

            Without any configuration the registrar listens on loopback only, keeps its table in the SQLite file
            `./rollcall.sqlite` and asks nobody for a password. Everything else is set on the command line or in a file.

            ## How a value is set

            * `--set NAME=VALUE`, or one of the options below that stand for a parameter.
            * In a file, `--config FILE`: UTF-8, one setting a line, `#` starts a comment at the start of a line or after
              a blank. [rollcall.conf](rollcall.conf) is a sample with every parameter in it.

              ```
              listen = udp:127.0.0.1:5060                  # may stand several times
              usrloc.hash_size = 9
              modparam("usrloc", "use_domain", 1)          # as in opensips.cfg
              modparam("usrloc|auth_db", "db_url", "mysql://opensips:secret@localhost/opensips")
              rollcall.realm = "example.com"               # quotes may stand around any value
              ```

            `--print-config` prints what is in force in the form of such a file, each value with where it was set, and the
            defaults as comments. Passwords are `***` there, and a file with `***` in the place of one is refused.

            `--opensips-cfg FILE` takes what concerns a registrar from OpenSIPS' own configuration;
            [opensips-cfg.md](opensips-cfg.md) says what that is. The file of `--config` wins over it.

            What the command line sets wins over the file; a key set twice in one of the two with different values is
            refused. Parameters have OpenSIPS' names, `module.name`; what OpenSIPS has no parameter for begins with
            `rollcall.`. Relative paths start at the working directory.

            A wrong option, key, value or unit is never ignored: all that is wrong is printed at once, each with its name,
            its value, where it stands and what is allowed, and the program ends with exit code 2. Passwords in database
            URLs are masked in all that is printed.

            | kind of value | written as |
            |---|---|
            | time | a whole number and a unit: `30s`, `5m`, `2h`, `1d`; without a unit it counts seconds |
            | on or off | `1` or `0`, also `on`/`off`, `yes`/`no` |
            | database | `mysql://user:password@host[:port]/database`, `postgres://…` and `postgresql://…` alike, \
            `sqlite:///absolute/path`, `sqlite://./path`, or a JDBC URL of these; `%` in user and password is `%25` |
            | listener | `PROTO:HOST:PORT`, PROTO is udp, tcp, tls, ws or wss, IPv6 stands in brackets: `tls:[::1]:5061` |

            """;

    private static final String RULES = """
            ## Rules between parameters

            * **Listeners.** Without a word: `udp:127.0.0.1:5060`, `tcp:127.0.0.1:5060`, `tls:127.0.0.1:5061`,
              `ws:127.0.0.1:5066`, `wss:127.0.0.1:5067`. `listen` in the file replaces these, `--listen` replaces both.
            * **Authentication.** Off where every listener is on loopback. A listener that others can reach needs
              `rollcall.auth=on`, or `rollcall.allow_open_listener=1`.
            * **Mode.** `usrloc.working_mode_preset` stands for a write mode and whether the table is loaded. A
              `usrloc.sql_write_mode` or `usrloc.restart_persistency` of its own wins over the preset, wherever it stands,
              and takes the other one with it: write-through and write-back load the table, none does not. Both set so
              that they contradict each other are refused. (OpenSIPS ignores the two beside a preset.)
            * **Databases.** `auth_db.db_url` is the location table's database unless it is set.
            * **Encryption of databases.** `mysql://` and `postgres://` to another host are encrypted where the server
              can, whatever its certificate says. A MariaDB on this machine (localhost, 127.0.0.0/8, ::1) is reached in
              the clear unless it insists on TLS for this user. A JDBC URL names a driver and hands its parameters to it:
              `jdbc:mariadb://host/db?sslMode=verify-full`, `jdbc:mysql://host/db?sslMode=VERIFY_IDENTITY`,
              `jdbc:postgresql://host/db?sslmode=verify-full`.
            * **Users.** They are in the subscriber table, or in the file that `rollcall.credentials_file` names; with both
              a start is refused. The file needs no database. It is read at the start, and refused whole where a line is
              malformed. SHA-256 is offered where every user has a digest for it, and MD5 likewise. A user name with a
              domain is one of its own there: a client has to send what stands in the line.
            * **Domains.** Those of `rollcall.domains` and those of the table that `domain.db_url` names are served, or every
              domain where neither is set.
            * **Strangers.** `rollcall.source_rate`, `rollcall.source_connections`, `rollcall.ban_after`,
              `rollcall.authenticate_within` and `rollcall.scanner_agents` are in force where a listener is not on loopback,
              or `rollcall.trusted_sources` is set, for all sources but those.
            * **TLS.** `rollcall.tls_certificate` and `rollcall.tls_key` go together. Without them a self-signed certificate
              is made at the first start and kept in the working directory.

            """;

    private static final String RELOAD = """
            ## While it runs

            `kill -HUP PID` has the configuration read again: the same options, and the files that they name as they are
            then. What can change does from the next request on, and no contact and no connection is lost: %s; the certificate
            of `rollcall.tls_certificate` for new connections, the file of users with `rollcall.credentials_file`, `realm`,
            `nonce_expire` and `offer_sha256` where there is one. Phones are then challenged once more, with `stale=true`. All else is named in the log as what needs a restart. Where anything is
            wrong, all of it is logged and nothing changes.

            """;

    private ConfigurationDocument() {}

    static String text() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        text.append("## Command line\n\n| option | what it does |\n|---|---|\n");
        options().forEach(text::append);
        text.append("\n| exit code | meaning |\n|---|---|\n");
        exitCodes().forEach(text::append);
        text.append('\n').append(RULES);
        text.append(RELOAD.formatted(Reload.CHANGEABLE.stream()
                .map(param -> '`' + param.key() + '`')
                .collect(Collectors.joining(", "))));
        appendObeyed(text);
        text.append("## Parameters of OpenSIPS by another name\n\nBoth names set the same.\n\n"
                + "| parameter | set as |\n|---|---|\n");
        ParamTable.all().forEach(known -> text.append(known instanceof RenamedParam other ? renamedRow(other) : ""));
        text.append("\n## Parameters of OpenSIPS with one value\n\nSetting any other one is refused.\n\n"
                + "| parameter | value | because |\n|---|---|---|\n");
        ParamTable.all().forEach(known -> text.append(known instanceof FixedParam<?> fixed ? fixedRow(fixed) : ""));
        text.append("\n## Parameters of OpenSIPS that are refused\n\n| parameter | because |\n|---|---|\n");
        ParamTable.all().forEach(known -> text.append(known instanceof RefusedParam no ? refusedRow(no) : ""));
        return text.toString();
    }

    private static List<String> options() {
        return commandLine().getCommandSpec().options().stream().map(ConfigurationDocument::optionRow).toList();
    }

    private static String optionRow(OptionSpec option) {
        String label = option.paramLabel().isEmpty() || option.arity().max() == 0
                ? ""
                : option.arity().min() == 0 ? "[=" + option.paramLabel() + ']' : ' ' + option.paramLabel();
        String names = Arrays.stream(option.names()).map(name -> '`' + name + '`').collect(Collectors.joining(", "));
        return "| " + names + (label.isEmpty() ? "" : " `" + cell(label.strip()) + '`') + " | "
                + cell(String.join(", ", option.description()).replace(":, ", ": ")) + " |\n";
    }

    private static List<String> exitCodes() {
        return commandLine().getCommandSpec().usageMessage().exitCodeList().entrySet().stream()
                .map(code -> "| " + code.getKey() + " | " + cell(code.getValue()) + " |\n")
                .toList();
    }

    private static CommandLine commandLine() {
        return new CommandLine(new RegistrarCommand(
                (config, source, check) -> ExitCode.OK, Path.of(""), new PrintWriter(Writer.nullWriter())));
    }

    private static void appendObeyed(StringBuilder text) {
        Map<String, List<ModParam<?>>> modules = obeyed().stream().collect(Collectors.groupingBy(
                param -> param.key().substring(0, param.key().indexOf('.')), LinkedHashMap::new, Collectors.toList()));
        modules.forEach((module, params) -> {
            text.append("## Module ").append(module)
                    .append("\n\n| parameter | default | allowed | what it does |\n|---|---|---|---|\n");
            params.forEach(param -> text.append(obeyedRow(param)));
            text.append('\n');
        });
    }

    static List<ModParam<?>> obeyed() {
        List<ModParam<?>> params = new ArrayList<>();
        for (KnownParam known : ParamTable.all()) {
            if (known instanceof ModParam<?> param) {
                params.add(param);
            }
        }
        return params;
    }

    private static String obeyedRow(ModParam<?> param) {
        boolean isValue = param.initial().isPresent() && !param.unset().isEmpty() && !param.unset().contains(" ");
        String initial = param.unset().isEmpty() ? "empty" : isValue ? '`' + param.unset() + '`' : param.unset();
        return "| `" + param.key() + "` | " + cell(initial) + " | " + cell(param.type().allowed()) + " | "
                + cell(param.text()) + " |\n";
    }

    private static String renamedRow(RenamedParam renamed) {
        return "| `" + renamed.key() + "` | `" + renamed.target().key() + "` |\n";
    }

    private static <T> String fixedRow(FixedParam<T> fixed) {
        return "| `" + fixed.key() + "` | `" + fixed.type().print(fixed.value()) + "` | " + cell(fixed.reason()) + " |\n";
    }

    private static String refusedRow(RefusedParam refused) {
        return "| `" + refused.key() + "` | " + cell(refused.reason()) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
