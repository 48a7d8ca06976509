package dev.rollcall.migrator;

import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.Setting;
import dev.rollcall.modparam.UsrlocParams;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of a command line, checked as a whole. */
final class CommandValues {
    /** What follows the complaints about a command line. */
    static final String NOTHING_DONE = "Nothing was read or written; --help lists the options.";

    private CommandValues() {}

    /**
     * Checks what was given, where nothing is taken from an opensips.cfg.
     *
     * @param err gets a line for each thing that is wrong
     * @return nothing where anything is wrong, or the database is not named
     */
    static Optional<ParamValues> of(List<Setting> settings, PrintWriter err) {
        return of(new OpensipsOption(), settings, err);
    }

    /**
     * Checks what was given.
     *
     * @param opensips what wins over nothing but defaults
     * @param err gets a line for each thing that is wrong
     * @return nothing where anything is wrong, or the database is not named
     */
    static Optional<ParamValues> of(OpensipsOption opensips, List<Setting> settings, PrintWriter err) {
        List<String> problems = new ArrayList<>();
        List<Setting> taken = opensips.settings(settings, err, problems::add);
        ParamValues values = ParamValues.of(List.of(taken, settings), problems::add);
        if (!values.isGiven(UsrlocParams.DB_URL)) {
            problems.add("--db-url is missing: it says where the table is, as in --db-url mysql://user:pass@host/db"
                    + " or --opensips-cfg /etc/opensips/opensips.cfg");
        }
        if (problems.isEmpty()) {
            return Optional.of(values);
        }
        problems.forEach(err::println);
        err.println(NOTHING_DONE);
        return Optional.empty();
    }
}
