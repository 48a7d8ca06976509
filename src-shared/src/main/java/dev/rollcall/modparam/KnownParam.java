package dev.rollcall.modparam;

/** A name that may stand in a configuration: one that Rollcall obeys, or one that it refuses with a reason. */
public sealed interface KnownParam permits ModParam, RefusedParam {
    /** Module and name with a dot between, {@code usrloc.hash_size}. */
    String key();
}
