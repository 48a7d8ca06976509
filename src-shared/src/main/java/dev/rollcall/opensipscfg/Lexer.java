package dev.rollcall.opensipscfg;

import dev.rollcall.opensipscfg.Token.Kind;

/**
 * Cuts a file into tokens, and leaves out blanks and comments.
 *
 * <p>OpenSIPS: {@code #} begins a comment up to the end of the line, and comments between slash and asterisk may hold
 * others of their kind. A string in double quotes has escapes and may run over lines, one in single quotes has none.
 */
final class Lexer {
    private static final int NONE = -1;

    private final String text;
    private final String file;
    private int at;
    private int line = 1;

    Lexer(String text, String file) {
        this.text = text;
        this.file = file;
    }

    /** The next token; END, again and again, behind the last one. */
    Token next() throws ScriptException {
        skipBlanksAndComments();
        int start = at;
        int startLine = line;
        int c = read();
        if (c == NONE) {
            return new Token(Kind.END, "", file, startLine);
        }
        if (c == '"') {
            return new Token(Kind.STRING, escaped(startLine), file, startLine);
        }
        if (c == '\'') {
            return new Token(Kind.STRING, raw(startLine), file, startLine);
        }
        if (c == '$') {
            skipVariable(startLine);
            return new Token(Kind.VARIABLE, text.substring(start, at), file, startLine);
        }
        if (isWord(c)) {
            skipWord();
            return new Token(Kind.WORD, text.substring(start, at), file, startLine);
        }
        return new Token(Kind.SYMBOL, text.substring(start, at), file, startLine);
    }

    private void skipBlanksAndComments() throws ScriptException {
        while (true) {
            int c = peek(0);
            if (c == '#') {
                while (peek(0) != '\n' && peek(0) != NONE) {
                    read();
                }
            } else if (c == '/' && peek(1) == '*') {
                skipComment();
            } else if (c != NONE && Character.isWhitespace(c)) {
                read();
            } else {
                return;
            }
        }
    }

    private void skipComment() throws ScriptException {
        int startLine = line;
        int depth = 0;
        do {
            int c = read();
            if (c == NONE) {
                throw unclosed(startLine, "comment");
            }
            if (c == '/' && peek(0) == '*') {
                read();
                depth++;
            } else if (c == '*' && peek(0) == '/') {
                read();
                depth--;
            }
        } while (depth > 0);
    }

    private String raw(int startLine) throws ScriptException {
        int start = at;
        while (true) {
            int c = read();
            if (c == NONE) {
                throw unclosed(startLine, "string");
            }
            if (c == '\'') {
                return text.substring(start, at - 1);
            }
        }
    }

    private String escaped(int startLine) throws ScriptException {
        StringBuilder string = new StringBuilder();
        while (true) {
            int c = read();
            if (c == NONE) {
                throw unclosed(startLine, "string");
            }
            if (c == '"') {
                return string.toString();
            }
            if (c == '\\') {
                appendEscape(string);
            } else {
                string.append((char) c);
            }
        }
    }

    /** OpenSIPS: a backslash before anything else than these stands for itself, and one at a line's end joins lines. */
    private void appendEscape(StringBuilder string) {
        int c = peek(0);
        switch (c) {
            case 'n' -> append(string, '\n');
            case 'r' -> append(string, '\r');
            case 't' -> append(string, '\t');
            case 'a' -> append(string, (char) 7);
            case '"', '\\' -> append(string, (char) c);
            case '\n' -> read();
            case 'x' -> appendNumber(string, 1, 1, 2, 16);
            default -> appendNumber(string, 0, 2, 3, 8);
        }
    }

    private void append(StringBuilder string, char c) {
        read();
        string.append(c);
    }

    private void appendNumber(StringBuilder string, int offset, int minDigits, int maxDigits, int radix) {
        int digits = 0;
        while (digits < maxDigits && peek(offset + digits) < 128
                && Character.digit(peek(offset + digits), radix) >= 0) {
            digits++;
        }
        if (digits < minDigits) {
            string.append('\\');
            return;
        }
        string.append((char) Integer.parseInt(text, at + offset, at + offset + digits, radix));
        at += offset + digits;
    }

    /** OpenSIPS: parentheses in a variable's name hold anything, in pairs. */
    private void skipVariable(int startLine) throws ScriptException {
        while (peek(0) != NONE && (isWord(peek(0)) || peek(0) == '$')) {
            read();
        }
        if (peek(0) != '(') {
            return;
        }
        int depth = 0;
        do {
            int c = read();
            if (c == NONE) {
                throw unclosed(startLine, "variable");
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        } while (depth > 0);
    }

    private void skipWord() {
        while (isWord(peek(0)) || peek(0) == '.' || peek(0) == '-') {
            read();
        }
    }

    private static boolean isWord(int c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private ScriptException unclosed(int startLine, String what) {
        return new ScriptException(file + ':' + startLine, "the " + what + " that begins here has no end");
    }

    private int peek(int offset) {
        return at + offset < text.length() ? text.charAt(at + offset) : NONE;
    }

    private int read() {
        int c = peek(0);
        if (c != NONE) {
            at++;
        }
        if (c == '\n') {
            line++;
        }
        return c;
    }
}
