package dev.rollcall.modparam;

/** How the address of a database is written. */
final class DatabaseUrlType {
    static final ValueType<String> TYPE = ValueType.text(1, 2048).withSecrets();

    private DatabaseUrlType() {}
}
