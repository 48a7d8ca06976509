package dev.rollcall.modparam;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * The options that both programs have: where the location table is and what its contact IDs are made with. A mixin of
 * picocli; what was given becomes settings of the parameters that it means, which check the values.
 */
public final class TableOptions {
    @Option(names = "--db-url", paramLabel = "URL", description = {
        "The database, in one of these forms or as a JDBC URL:",
        "mysql://user:pass@host[:port]/db",
        "postgres://user:pass@host[:port]/db",
        "sqlite:///absolute/path"
    })
    private String databaseUrl;

    @Option(names = "--hash-size", paramLabel = "N", description =
            "log2 of the number of slots, 2 to 16. Default: 9")
    private String hashSize;

    @Option(names = "--use-domain", paramLabel = "0|1", arity = "0..1", fallbackValue = "1", description =
            "Whether the domain is part of an AOR; without a value 1. Default: 1, as in OpenSIPS 4.0 (0 before)")
    private String useDomain;

    @Option(names = "--contact-id-format", paramLabel = "FORMAT", description =
            "auto, released (every OpenSIPS from 2.2 on) or documented (the hash cut to hash_size bits). Default: auto,"
                    + " which goes by what the table holds")
    private String contactIdFormat;

    @Option(names = "--char-sign", paramLabel = "SIGN", description =
            "How bytes from 0x80 up are hashed: signed (OpenSIPS on x86) or unsigned (on ARM). Default: signed")
    private String charSign;

    /** The settings that were given. */
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        add(settings, UsrlocParams.DB_URL, databaseUrl, "--db-url");
        add(settings, UsrlocParams.HASH_SIZE, hashSize, "--hash-size");
        add(settings, UsrlocParams.USE_DOMAIN, useDomain, "--use-domain");
        add(settings, RollcallParams.CONTACT_ID_FORMAT, contactIdFormat, "--contact-id-format");
        add(settings, RollcallParams.CHAR_SIGN, charSign, "--char-sign");
        return settings;
    }

    private static void add(List<Setting> settings, ModParam<?> param, String value, String option) {
        if (value != null) {
            settings.add(new Setting(param.key(), value, option));
        }
    }
}
