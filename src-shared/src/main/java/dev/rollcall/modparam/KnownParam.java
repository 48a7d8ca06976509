package dev.rollcall.modparam;

/**
 * A name that an operator may know: a parameter that Rollcall obeys, by this name or by another one, has one value for,
 * or refuses with a reason.
 */
public sealed interface KnownParam permits ModParam, RenamedParam, FixedParam, RefusedParam {
    /** Module and name with a dot between, {@code usrloc.hash_size}. */
    String key();
}
