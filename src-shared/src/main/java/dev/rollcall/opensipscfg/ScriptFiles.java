package dev.rollcall.opensipscfg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The tokens of a configuration with those of the files that it includes in their places.
 *
 * <p>All files together are at most 4 MiB, and includes at most 20 deep. OpenSIPS: a relative name is looked for in the
 * working directory, then beside the file that includes it.
 */
final class ScriptFiles {
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_DEPTH = 20;

    /** A file that is being read. */
    private record Source(Path path, Lexer lexer) {}

    private final Deque<Source> sources = new ArrayDeque<>();
    private final Path workingDirectory;
    private int bytes;
    private Token peeked;

    ScriptFiles(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    /** Reads a file next. @throws ScriptException with {@code place} when it cannot be read */
    void enter(Path path, String place) throws ScriptException {
        if (sources.size() == MAX_DEPTH) {
            throw new ScriptException(place, "files include each other more than " + MAX_DEPTH + " deep");
        }
        Path real = real(path, place);
        if (sources.stream().anyMatch(source -> source.path.equals(real))) {
            throw new ScriptException(place, path + " includes itself");
        }
        sources.push(new Source(real, new Lexer(read(path, place), path.toString())));
    }

    Token peek() throws ScriptException {
        if (peeked == null) {
            peeked = read();
        }
        return peeked;
    }

    Token next() throws ScriptException {
        Token token = peek();
        if (!token.isEnd()) {
            peeked = null;
        }
        return token;
    }

    private Token read() throws ScriptException {
        while (true) {
            Token token = sources.peek().lexer.next();
            if (token.isEnd() && sources.size() > 1) {
                sources.pop();
            } else if (token.isWord("include_file") || token.isWord("import_file")) {
                include(token);
            } else {
                return token;
            }
        }
    }

    private void include(Token keyword) throws ScriptException {
        Token name = sources.peek().lexer.next();
        if (name.kind() != Token.Kind.STRING) {
            throw new ScriptException(keyword.place(), keyword.text() + " needs a file's name in quotes");
        }
        try {
            Path path = workingDirectory.resolve(name.text());
            enter(Files.exists(path) ? path : sources.peek().path.resolveSibling(name.text()), keyword.place());
        } catch (InvalidPathException e) {
            throw new ScriptException(keyword.place(), "no file can have this name");
        }
    }

    private static Path real(Path path, String place) throws ScriptException {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new ScriptException(place, path + " cannot be read: "
                    + (Files.exists(path) ? "permission denied" : "no such file"));
        }
    }

    private String read(Path path, String place) throws ScriptException {
        if (!Files.isRegularFile(path)) {
            throw new ScriptException(place, path + " cannot be read: it is not a file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MAX_BYTES - bytes + 1);
            bytes += content.length;
            if (bytes > MAX_BYTES) {
                throw new ScriptException(place, path + " and what it goes with is larger than " + (MAX_BYTES >> 20)
                        + " MiB");
            }
            String text = new String(content, StandardCharsets.UTF_8);
            if (text.startsWith("#!KAMAILIO")) {
                throw new ScriptException(place, path + " is Kamailio's, whose table is another one; see the migrator's"
                        + " command import-kamailio");
            }
            return text;
        } catch (IOException e) {
            throw new ScriptException(place, path + " cannot be read: "
                    + (Files.isReadable(path) ? "input error" : "permission denied"));
        }
    }
}
