package dev.rollcall.modparam;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A parameter that OpenSIPS has and Rollcall does not obey: setting it is refused, never ignored.
 *
 * @param key module and name with a dot between
 * @param reason a sentence for the operator: why, and what to do instead where there is something
 */
public record RefusedParam(String key, String reason) implements KnownParam {
    /** Several of a module that are refused for one reason. */
    static Stream<KnownParam> each(String module, String reason, String... names) {
        return Arrays.stream(names).map(name -> new RefusedParam(module + '.' + name, reason));
    }
}
