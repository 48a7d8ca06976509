package dev.rollcall.registrar;

import dev.rollcall.modparam.ModParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes docs/rollcall.conf: every parameter with its default, or with an example where the default is no value. */
final class SampleConfiguration {
    private static final int WIDTH = 100;

    private static final String INTRODUCTION = """
            # A sample configuration of the registrar: java -jar registrar.jar --config rollcall.conf
            #
            # Every line is a comment, so that this file changes nothing as it is. Take the # away from the settings that
            # you want to change: they show the default, or an example where the default is no value. What the values mean
            # and which are allowed is written in configuration.md too. The lines of opensips.cfg work as well:
            # modparam("usrloc", "hash_size", 9)

            # Where to listen: PROTO:HOST:PORT, PROTO is udp, tcp, tls, ws or wss. May stand several times.
            # listen = udp:127.0.0.1:5060
            # listen = tcp:127.0.0.1:5060
            # listen = tls:127.0.0.1:5061
            # listen = ws:127.0.0.1:5066
            # listen = wss:127.0.0.1:5067
            """;

    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("usrloc.db_url", "mysql://opensips:password@localhost/opensips"),
            Map.entry("usrloc.sql_write_mode", "write-back"),
            Map.entry("usrloc.restart_persistency", "load-from-sql"),
            Map.entry("auth_db.db_url", "mysql://opensips:password@localhost/opensips"),
            Map.entry("auth_db.password_column", "ha1"),
            Map.entry("domain.db_url", "mysql://opensips:password@localhost/opensips"),
            Map.entry("rollcall.auth", "on"),
            Map.entry("rollcall.domains", "example.com,example.org"),
            Map.entry("rollcall.realm", "example.com"),
            Map.entry("rollcall.credentials_file", "/etc/rollcall/users"),
            Map.entry("rollcall.db_time_zone", "Europe/Berlin"),
            Map.entry("rollcall.tls_certificate", "/etc/rollcall/server.crt"),
            Map.entry("rollcall.tls_key", "/etc/rollcall/server.key"));

    private SampleConfiguration() {}

    static String text() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        for (ModParam<?> param : ConfigurationDocument.obeyed()) {
            String shown = param.unset().isEmpty() ? "empty" : param.unset();
            String about = param.text() + " Allowed: " + param.type().allowed() + ". Default: " + shown + '.';
            text.append('\n');
            wrapped(about.replace("`", "")).forEach(line -> text.append("# ").append(line).append('\n'));
            text.append("# ").append(setting(param)).append('\n');
        }
        return text.toString();
    }

    private static <T> String setting(ModParam<T> param) {
        String value = param.initial().map(param.type()::print).orElseGet(() -> EXAMPLES.get(param.key()));
        return param.key() + " = " + (value.isEmpty() ? "\"\"" : value);
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
