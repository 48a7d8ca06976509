package dev.rollcall.opensipscfg;

import dev.rollcall.opensipscfg.Statement.Argument;
import dev.rollcall.opensipscfg.Statement.Assignment;
import dev.rollcall.opensipscfg.Statement.Call;
import dev.rollcall.opensipscfg.Statement.LoadModule;
import dev.rollcall.opensipscfg.Statement.Param;
import dev.rollcall.opensipscfg.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the statements of a configuration. What is none of them is skipped: to the end of its line, or of the braces and
 * parentheses that begin on it.
 */
final class Parser {
    private static final Set<String> MACROS = Set.of("changequote", "define", "divert", "dnl", "ifdef", "ifelse",
            "include", "m4_define", "m4_dnl", "m4_ifdef", "sinclude", "undefine");

    /** Several times what the largest configurations have. */
    private static final int MAX_STATEMENTS = 10_000;

    private final ScriptFiles tokens;
    private final Set<String> functions;
    private final List<Statement> statements = new ArrayList<>();

    /** @param functions the calls of routing blocks that count */
    Parser(ScriptFiles tokens, Set<String> functions) {
        this.tokens = tokens;
        this.functions = functions;
    }

    List<Statement> parse() throws ScriptException {
        while (!tokens.peek().isEnd()) {
            Token token = tokens.next();
            if (token.isSymbol('}')) {
                throw new ScriptException(token.place(), "this brace closes nothing");
            }
            if (token.isSymbol('{')) {
                block(token);
            } else if (token.kind() == Kind.WORD) {
                statement(token);
            }
        }
        return statements;
    }

    private void statement(Token first) throws ScriptException {
        if (first.isWord("loadmodule")) {
            add(new LoadModule(moduleName(string(first)), first.place()));
        } else if (first.isWord("modparam")) {
            add(param(first));
        } else if (first.text().matches("route|[a-z]+_route")) {
            skipToBlock(first);
        } else if (tokens.peek().isSymbol('=')) {
            tokens.next();
            boolean socket = first.isWord("socket") || first.isWord("listen");
            add(socket
                    ? new SocketReader(tokens).read(first)
                    : new Assignment(first.text(), restOfLine(first), first.place()));
        } else if (MACROS.contains(first.text())) {
            throw new ScriptException(first.place(), "macros are not expanded here; give the file that comes out of"
                    + " m4: m4 opensips.cfg.m4 > opensips.cfg");
        } else {
            restOfLine(first);
        }
    }

    private void add(Statement statement) throws ScriptException {
        if (statements.size() == MAX_STATEMENTS) {
            throw new ScriptException(statement.place(), "more than " + MAX_STATEMENTS + " statements");
        }
        statements.add(statement);
    }

    private Param param(Token first) throws ScriptException {
        expect('(', first);
        String modules = string(first);
        expect(',', first);
        String name = string(first);
        expect(',', first);
        String value = value(first);
        expect(')', first);
        return new Param(modules, name, value, first.place());
    }

    /** Strings one after the other are one; a number may have a sign; words are OpenSIPS' for 0 and 1. */
    private String value(Token first) throws ScriptException {
        if (tokens.peek().kind() == Kind.STRING) {
            return string(first);
        }
        String sign = tokens.peek().isSymbol('-') || tokens.peek().isSymbol('+') ? tokens.next().text() : "";
        Token number = tokens.next();
        if (number.kind() != Kind.WORD) {
            throw malformed(first);
        }
        return Numbers.decimal(sign, number.text()).orElseThrow(() -> malformed(first));
    }

    private String string(Token first) throws ScriptException {
        if (tokens.peek().kind() != Kind.STRING) {
            throw malformed(first);
        }
        StringBuilder string = new StringBuilder();
        while (tokens.peek().kind() == Kind.STRING) {
            string.append(tokens.next().text());
        }
        if (string.indexOf("\ufffd") >= 0) {
            throw new ScriptException(first.place(), "this is not UTF-8");
        }
        return string.toString();
    }

    private void expect(char symbol, Token first) throws ScriptException {
        if (!tokens.next().isSymbol(symbol)) {
            throw malformed(first);
        }
    }

    private static ScriptException malformed(Token first) {
        return new ScriptException(first.place(), first.isWord("loadmodule")
                ? "expected loadmodule \"module.so\""
                : "expected modparam(\"module\", \"name\", value)");
    }

    private static String moduleName(String file) {
        return file.replaceFirst(".*/", "").replaceFirst("\\.so$", "");
    }

    /** OpenSIPS: a route's name and options stand in brackets before its block. */
    private void skipToBlock(Token route) throws ScriptException {
        Token token = tokens.next();
        while (!token.isSymbol('{')) {
            if (token.isEnd()) {
                throw new ScriptException(route.place(), "the route that begins here has no block");
            }
            token = tokens.next();
        }
        block(token);
    }

    private void block(Token open) throws ScriptException {
        int depth = 1;
        while (depth > 0) {
            Token token = tokens.next();
            if (token.isEnd()) {
                throw new ScriptException(open.place(), "the block that begins here has no end");
            }
            depth += token.isSymbol('{') ? 1 : token.isSymbol('}') ? -1 : 0;
            if (token.kind() == Kind.WORD && functions.contains(token.text()) && tokens.peek().isSymbol('(')) {
                add(call(token));
            }
        }
    }

    private Call call(Token function) throws ScriptException {
        tokens.next();
        List<Argument> arguments = new ArrayList<>();
        List<Token> argument = new ArrayList<>();
        int depth = 1;
        while (true) {
            Token token = tokens.next();
            if (token.isEnd()) {
                throw new ScriptException(function.place(), "the call that begins here has no end");
            }
            depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
            if (depth == 0 || depth == 1 && token.isSymbol(',')) {
                arguments.add(argument(argument));
                argument.clear();
            } else {
                argument.add(token);
            }
            if (depth == 0) {
                return new Call(function.text(), List.copyOf(arguments), function.place());
            }
        }
    }

    /** OpenSIPS: strings may hold variables, too. */
    private static Argument argument(List<Token> tokens) {
        boolean constant = tokens.stream().allMatch(token ->
                token.kind() == Kind.STRING && token.text().indexOf('$') < 0 || token.kind() == Kind.WORD);
        return new Argument(text(tokens, ""), constant);
    }

    private String restOfLine(Token first) throws ScriptException {
        List<Token> rest = new ArrayList<>();
        int depth = 0;
        while (!tokens.peek().isEnd() && (depth > 0 || tokens.peek().isOnLineOf(first))) {
            Token token = tokens.next();
            depth += opens(token) ? 1 : closes(token) ? -1 : 0;
            rest.add(token);
        }
        if (depth > 0) {
            throw new ScriptException(first.place(), "a brace or parenthesis that begins here has no end");
        }
        return text(rest, " ");
    }

    private static String text(List<Token> tokens, String between) {
        return tokens.stream().map(Token::text).collect(Collectors.joining(between));
    }

    private static boolean opens(Token token) {
        return token.isSymbol('{') || token.isSymbol('(');
    }

    private static boolean closes(Token token) {
        return token.isSymbol('}') || token.isSymbol(')');
    }
}
