package dev.rollcall.migrator;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdCheck;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.IdVerdict;
import dev.rollcall.regen.Repair;
import dev.rollcall.sql.TabText;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plan in a file: what a person reads before it is applied, and what is applied then.
 *
 * <p>Lines of UTF-8, values between tabs, {@code \t}, {@code \n}, {@code \r}, {@code \\} and {@code \N} (NULL) as in
 * PostgreSQL's COPY. First the head, {@code rollcall-plan 1}, {@code table}, {@code settings}, {@code selection},
 * {@code unrepairable}, each a line; then {@code repair}, old ID, new ID, cause, username, domain for each row, by old
 * ID; last {@code sha256} and the digest of all lines before, so that a file that was cut off or edited is refused.
 */
record PlanFile(Path path, String table) {
    private static final String TITLE = "rollcall-plan\t1";
    private static final String REPAIR = "repair";
    private static final String SUM = "sha256";
    private static final int REPAIR_VALUES = 6;
    private static final Pattern SETTINGS = Pattern.compile(
            "--contact-id-format=(\\w+) --hash-size=(\\d{1,2}) --use-domain=([01]) --char-sign=(\\w+)");

    /**
     * What a plan says besides its rows.
     *
     * @param settings what makes an ID right, as options
     * @param selection which rows it is about
     * @param unrepairable how many rows have an ID that is not right and that no plan can mend
     */
    record Head(String settings, String selection, long unrepairable) {}

    /**
     * Settings as values.
     *
     * @throws IllegalArgumentException when they are no settings
     */
    static IdParameters parameters(String settings) {
        Matcher values = SETTINGS.matcher(settings);
        if (!values.matches()) {
            throw new IllegalArgumentException("these are no settings: " + settings);
        }
        return new IdParameters(
                ContactIdFormat.valueOf(values.group(1).toUpperCase(Locale.ROOT)),
                Integer.parseInt(values.group(2)),
                values.group(3).equals("1"),
                CharSign.valueOf(values.group(4).toUpperCase(Locale.ROOT)));
    }

    /** Writes a plan; a file that is there already is refused. */
    void write(Head head, Iterator<Repair> repairs) {
        MessageDigest sum = sha256();
        try (BufferedWriter out = Files.newBufferedWriter(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(out, sum, TITLE);
            write(out, sum, line("table", table));
            write(out, sum, line("settings", head.settings()));
            write(out, sum, line("selection", head.selection()));
            write(out, sum, line("unrepairable", String.valueOf(head.unrepairable())));
            while (repairs.hasNext()) {
                Repair repair = repairs.next();
                write(out, sum, line(REPAIR, Long.toUnsignedString(repair.oldId()),
                        Long.toUnsignedString(repair.newId()), RowText.name(repair.cause()), repair.username(),
                        repair.domain()));
            }
            out.write(line(SUM, HexFormat.of().formatHex(sum.digest())));
            out.newLine();
        } catch (IOException e) {
            throw new RefusedException("the plan cannot be written to " + path + ", which must not exist yet: " + e, e);
        }
    }

    private static String line(String... values) {
        StringBuilder line = new StringBuilder();
        for (String value : values) {
            line.append(line.isEmpty() ? "" : "\t");
            TabText.append(line, value);
        }
        return line.toString();
    }

    private static void write(BufferedWriter out, MessageDigest sum, String line) throws IOException {
        out.write(line);
        out.write('\n');
        add(sum, line);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static void add(MessageDigest sum, String line) {
        sum.update(line.getBytes(StandardCharsets.UTF_8));
        sum.update((byte) '\n');
    }

    /**
     * Reads the file to its end.
     *
     * @throws RefusedException when it is no plan for this table, or is not as it was written
     */
    Head check() {
        MessageDigest sum = sha256();
        try (BufferedReader in = Files.newBufferedReader(path)) {
            String title = read(in);
            if (!title.equals(TITLE)) {
                throw refused("it does not begin as a plan does");
            }
            add(sum, title);
            String planned = value(in, sum, "table");
            if (!planned.equals(table)) {
                throw refused("it is for the table " + planned + ", and this is " + table);
            }
            Head head = new Head(value(in, sum, "settings"), value(in, sum, "selection"),
                    Long.parseLong(value(in, sum, "unrepairable")));
            checkRepairs(in, sum, new IdCheck(parameters(head.settings()), List.of()));
            return head;
        } catch (NoSuchFileException e) {
            throw new RefusedException("the plan " + path + " does not exist", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedException("the plan " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void checkRepairs(BufferedReader in, MessageDigest sum, IdCheck ids) throws IOException {
        Repair last = null;
        String line = read(in);
        for (; !line.startsWith(SUM); line = read(in)) {
            add(sum, line);
            Repair repair = repair(line);
            String aor = ids.aor(repair.username(), repair.domain());
            if (aor == null || !ids.isRight(repair.newId(), aor)) {
                throw refused("the new id is not right for its row: " + line);
            }
            if (last != null && Long.compareUnsigned(last.oldId(), repair.oldId()) >= 0) {
                throw refused("its rows are not in the order of their old ids: " + line);
            }
            last = repair;
        }
        if (!line.equals(line(SUM, HexFormat.of().formatHex(sum.digest()))) || in.readLine() != null) {
            throw refused("its checksum is wrong: somebody has changed it since it was written; plan anew");
        }
    }

    private static String read(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("it is cut off");
        }
        return line;
    }

    private String value(BufferedReader in, MessageDigest sum, String name) throws IOException {
        String line = read(in);
        add(sum, line);
        String[] values = line.split("\t", -1);
        if (values.length != 2 || !values[0].equals(name)) {
            throw refused("it has no line " + name + " where one belongs");
        }
        return TabText.value(values[1]);
    }

    private Repair repair(String line) {
        String[] values = line.split("\t", -1);
        if (values.length != REPAIR_VALUES || !values[0].equals(REPAIR)) {
            throw refused("this is no row of a plan: " + line);
        }
        return new Repair(Long.parseUnsignedLong(values[1]), Long.parseUnsignedLong(values[2]),
                TabText.value(values[4]), TabText.value(values[5]),
                IdVerdict.valueOf(values[3].toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    private RefusedException refused(String reason) {
        return new RefusedException("the plan " + path + " is not taken: " + reason);
    }

    /** The rows of a file that was checked. */
    Iterator<Repair> repairs() {
        try {
            BufferedReader in = Files.newBufferedReader(path);
            return in.lines().filter(line -> line.startsWith(REPAIR)).map(this::repair).iterator();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
