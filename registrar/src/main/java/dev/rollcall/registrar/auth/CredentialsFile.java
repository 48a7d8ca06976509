package dev.rollcall.registrar.auth;

import dev.rollcall.log.ServerLog;
import dev.rollcall.octets.Octets;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Users in a file: {@code user:realm:digest} a line, as htdigest writes it. The digest is the MD5 or the SHA-256 of
 * {@code user:realm:password} in hex; a user may have a line of each. Empty lines and those that begin with '#' are
 * passed over. Immutable; never printed.
 */
public final class CredentialsFile {
    private static final ServerLog LOG = ServerLog.of("auth", "credentials_file");
    private static final int MAX_PROBLEMS = 10;

    private final Map<User, Map<DigestAlgorithm, String>> users = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private int lines;
    private int refused;

    /** Who a line is about, byte for byte as clients have to send it. */
    private record User(String name, String realm) {}

    private CredentialsFile() {}

    /**
     * Reads a file whole, or refuses it whole.
     *
     * @throws IOException if it cannot be read or a line is malformed; says which lines, and nothing that is in them
     */
    public static CredentialsFile read(Path path) throws IOException {
        CredentialsFile file = new CredentialsFile();
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                file.lines++;
                file.readLine(line);
            }
        } catch (CharacterCodingException e) {
            throw new IOException("credentials file " + path + " is refused: it is not UTF-8", e);
        } catch (IOException e) {
            throw new IOException("cannot read the credentials file " + path + ": " + e.getMessage(), e);
        }
        file.refuseProblems(path);
        warnOfReaders(path);
        LOG.notice("{} users in {}", file.users.size(), path);
        return file;
    }

    /**
     * What challenges offer, the best first: what every user can answer.
     *
     * @throws IOException if there is nothing
     */
    List<DigestAlgorithm> algorithms(boolean offerSha256) throws IOException {
        Set<DigestAlgorithm> all = EnumSet.allOf(DigestAlgorithm.class);
        users.values().forEach(hashes -> all.retainAll(hashes.keySet()));
        if (!offerSha256) {
            all.remove(DigestAlgorithm.SHA_256);
        }
        if (all.isEmpty()) {
            throw new IOException("credentials file is refused: neither has every user an MD5 digest, nor every user a"
                    + " SHA-256 digest (with rollcall.offer_sha256=1), so there is nothing to challenge with");
        }
        return List.copyOf(all);
    }

    /** All users in a table. */
    Ha1Table table() {
        Ha1Table table = Ha1Table.unbounded();
        users.forEach((user, hashes) ->
                table.put(table.key(Octets.of(user.name()), Octets.of(user.realm())), hashes));
        return table;
    }

    /**
     * Who is in it, by user and domain.
     *
     * @param realm the one realm of all challenges; nothing: it is the domain
     */
    BiPredicate<String, String> names(Optional<String> realm) {
        Set<User> names = Set.copyOf(users.keySet());
        return (user, domain) -> names.contains(new User(user, realm.orElse(domain)))
                || names.contains(new User(user + '@' + domain, realm.orElse(domain)));
    }

    private void readLine(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int first = line.indexOf(':');
        int last = line.lastIndexOf(':');
        if (first < 1 || last <= first + 1) {
            refuse("not user:realm:digest");
            return;
        }
        String digest = line.substring(last + 1).toLowerCase(Locale.ROOT);
        DigestAlgorithm algorithm = algorithm(digest);
        User user = new User(line.substring(0, first), line.substring(first + 1, last));
        if (algorithm == null) {
            refuse("the digest is neither 32 hex digits, for MD5, nor 64, for SHA-256");
        } else if (line.chars().anyMatch(Character::isISOControl)) {
            refuse("a control character");
        } else if (users.computeIfAbsent(user, any -> new EnumMap<>(DigestAlgorithm.class))
                        .putIfAbsent(algorithm, digest)
                != null) {
            refuse("another " + algorithm.token() + " digest for the user and realm of an earlier line");
        }
    }

    /** By the length of the digest; {@code null} where it is none. */
    private static DigestAlgorithm algorithm(String digest) {
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            if (HexDigits.are(Octets.of(digest), algorithm.hexDigits())) {
                return algorithm;
            }
        }
        return null;
    }

    private void refuse(String problem) {
        refused++;
        if (problems.size() < MAX_PROBLEMS) {
            problems.add("line " + lines + ": " + problem);
        }
    }

    private void refuseProblems(Path path) throws IOException {
        if (refused > problems.size()) {
            problems.add((refused - problems.size()) + " more");
        }
        if (refused > 0) {
            throw new IOException("credentials file " + path + " is refused: " + String.join("; ", problems));
        }
        if (users.isEmpty()) {
            throw new IOException("credentials file " + path + " is refused: it holds no user");
        }
    }

    private static void warnOfReaders(Path path) throws IOException {
        try {
            if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
                LOG.warning("every user of this machine can read {}, and register with what is in it; chmod o-r it",
                        path);
            }
        } catch (UnsupportedOperationException notPosix) {
            LOG.debug("{} has no permissions to look at", path);
        }
    }
}
