package dev.rollcall.modparam;

/**
 * A parameter that OpenSIPS has and Rollcall does not obey: setting it is refused, never ignored.
 *
 * @param key module and name with a dot between
 * @param reason a sentence for the operator: why, and what to do instead where there is something
 */
public record RefusedParam(String key, String reason) implements KnownParam {}
