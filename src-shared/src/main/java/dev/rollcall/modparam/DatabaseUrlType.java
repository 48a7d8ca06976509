package dev.rollcall.modparam;

import dev.rollcall.sql.DatabaseUrl;

/** How the address of a database is written. */
final class DatabaseUrlType {
    static final ValueType<DatabaseUrl> TYPE = new ValueType<>(
            "mysql://user:password@host[:port]/database, postgres://user:password@host[:port]/database,"
                    + " sqlite:///absolute/path, or a JDBC URL of these",
            DatabaseUrl::parse, DatabaseUrl::toString);

    private DatabaseUrlType() {}
}
