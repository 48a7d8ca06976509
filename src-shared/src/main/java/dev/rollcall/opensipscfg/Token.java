package dev.rollcall.opensipscfg;

/**
 * The smallest piece of a configuration that means something.
 *
 * @param text a string's without its quotes, escapes resolved
 */
record Token(Kind kind, String text, String file, int line) {
    enum Kind {
        /** A name, number, IPv4 address or host name. */
        WORD,
        STRING,
        /** {@code $name}, {@code $name(...)} or {@code $(...)}. */
        VARIABLE,
        /** One character of anything else. */
        SYMBOL,
        /** Behind the last one. */
        END
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean isEnd() {
        return kind == Kind.END;
    }

    boolean isOnLineOf(Token other) {
        return line == other.line && file.equals(other.file);
    }

    /** {@code opensips.cfg:12}. */
    String place() {
        return file + ':' + line;
    }
}
