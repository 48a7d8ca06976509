package dev.rollcall.modparam;

/** What happens to a registration that would give an AOR more contacts than it may have. */
public enum ContactOverflow {
    /** It is refused, and nothing changes. */
    REJECT,
    /** Those contacts go that were registered or refreshed longest ago; permanent ones stay. */
    DROP_OLDEST,
    /** Those contacts go that have the {@code +sip.instance} of a new one; without such it is refused. */
    REPLACE_SAME_INSTANCE
}
