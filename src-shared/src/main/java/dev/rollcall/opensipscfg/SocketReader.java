package dev.rollcall.opensipscfg;

import dev.rollcall.opensipscfg.Statement.Socket;
import dev.rollcall.opensipscfg.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what follows {@code socket =} and {@code listen =}. */
final class SocketReader {
    private static final Set<String> PROTOCOLS = Set.of("any", "udp", "tcp", "tls", "ws", "wss", "sctp", "bin", "bins",
            "hep_udp", "hep_tcp", "hep_tls", "smpp", "msrp", "msrps", "ipsec", "bond");
    private static final Set<String> OPTIONS = Set.of("anycast", "frag", "reuse_port", "accept_subdomain",
            "allow_proxy_protocol", "send_proxy_protocol", "proxy_protocol");
    private static final Set<String> OPTIONS_WITH_VALUE =
            Set.of("use_workers", "use_children", "tos", "tag", "use_auto_scaling_profile");

    private final ScriptFiles tokens;

    SocketReader(ScriptFiles tokens) {
        this.tokens = tokens;
    }

    Socket read(Token keyword) throws ScriptException {
        String host = host(keyword);
        String protocol = "";
        if (PROTOCOLS.contains(host.toLowerCase(Locale.ROOT)) && skipColon()) {
            protocol = host.toLowerCase(Locale.ROOT);
            host = host(keyword);
        }
        String ports = skipColon() ? ports(keyword) : "";
        List<String> options = new ArrayList<>();
        while (addOption(options, keyword)) {
            continue;
        }
        return new Socket(keyword.text(), protocol, host, ports, List.copyOf(options), keyword.place());
    }

    private String host(Token keyword) throws ScriptException {
        Token token = tokens.next();
        if (token.isSymbol('[')) {
            StringBuilder address = new StringBuilder("[");
            while (!token.isSymbol(']')) {
                token = tokens.next();
                if (token.kind() != Kind.WORD && !token.isSymbol(':') && !token.isSymbol(']')) {
                    throw malformed(keyword);
                }
                address.append(token.text());
            }
            return address.toString();
        }
        if (token.kind() == Kind.WORD || token.kind() == Kind.STRING || token.isSymbol('*')) {
            return token.text();
        }
        throw malformed(keyword);
    }

    private String ports(Token keyword) throws ScriptException {
        StringBuilder ports = new StringBuilder(word(keyword));
        while (tokens.peek().isSymbol(',')) {
            ports.append(tokens.next().text()).append(word(keyword));
        }
        return ports.toString();
    }

    private boolean addOption(List<String> options, Token keyword) throws ScriptException {
        String name = tokens.peek().kind() == Kind.WORD ? tokens.peek().text().toLowerCase(Locale.ROOT) : "";
        if (OPTIONS.contains(name.replace('-', '_'))) {
            options.add(tokens.next().text());
        } else if (OPTIONS_WITH_VALUE.contains(name)) {
            options.add(tokens.next().text() + ' ' + word(keyword));
        } else if (name.equals("as")) {
            options.add(tokens.next().text() + ' ' + host(keyword) + (skipColon() ? ':' + ports(keyword) : ""));
        } else {
            return false;
        }
        return true;
    }

    private boolean skipColon() throws ScriptException {
        return tokens.peek().isSymbol(':') && tokens.next().isSymbol(':');
    }

    private String word(Token keyword) throws ScriptException {
        Token token = tokens.next();
        if (token.kind() != Kind.WORD) {
            throw malformed(keyword);
        }
        return token.text();
    }

    private static ScriptException malformed(Token keyword) {
        return new ScriptException(keyword.place(), "expected " + keyword.text() + " = PROTO:HOST:PORT, IPv6 in brackets");
    }
}
