package dev.rollcall.modparam;

import java.util.List;

/** OpenSIPS' module {@code domain}: the domains that are served. */
final class DomainParams {
    private static final String EVERY_DOMAIN = "Rollcall serves every domain and does not read the domain table yet;"
            + " with rollcall.auth a domain without users lets nobody in";

    private DomainParams() {}

    /** Every parameter of the module. */
    static List<KnownParam> all() {
        return RefusedParam.each("domain", EVERY_DOMAIN, "db_url", "db_mode", "domain_table", "domain_col", "attrs_col",
                        "accept_subdomain_col")
                .toList();
    }
}
