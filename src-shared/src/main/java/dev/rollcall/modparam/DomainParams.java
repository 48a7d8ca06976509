package dev.rollcall.modparam;

import dev.rollcall.sql.DatabaseUrl;
import java.util.List;

/** OpenSIPS' module {@code domain}: which domains are served. */
public final class DomainParams {
    /** The database of the domain table. */
    public static final ModParam<DatabaseUrl> DB_URL = ModParam.unset("domain.db_url", DatabaseUrlType.TYPE,
            "no table of domains",
            "The database that holds the table of served domains. Where neither this nor `rollcall.domains` is set, every"
                    + " domain is served. A REGISTER for another domain is answered 404.");

    /** Whether the table is read once. */
    public static final ModParam<Boolean> DB_MODE = ModParam.of("domain.db_mode", ValueType.flag(), false,
            "0 reads the table of domains again every 30 s, and answers from memory meanwhile; 1 reads it at the start"
                    + " alone.");

    /** The table of domains. */
    public static final ModParam<String> TABLE = name("domain_table", "domain", "The table of served domains.");
    /** The column of the domain. */
    public static final ModParam<String> DOMAIN_COLUMN = name("domain_col", "domain", "The column of the domain.");
    /** The column of the flag for subdomains. */
    public static final ModParam<String> SUBDOMAIN_COLUMN = name("accept_subdomain_col", "accept_subdomain",
            "The column that is 1 where all domains below a domain are served too; tables of older versions lack it.");

    private DomainParams() {}

    /** Every parameter of the module, the obeyed ones first. */
    static List<KnownParam> all() {
        return List.of(DB_URL, DB_MODE, TABLE, DOMAIN_COLUMN, SUBDOMAIN_COLUMN,
                // OpenSIPS: its documents call it so
                new RenamedParam("domain.subdomain_col", SUBDOMAIN_COLUMN),
                new RefusedParam("domain.attrs_col",
                        "Rollcall has no routing script that could use a domain's attributes"));
    }

    private static ModParam<String> name(String name, String initial, String text) {
        return ModParam.of("domain." + name, ValueType.identifier(64), initial, text);
    }
}
