package dev.rollcall.modparam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every name that a configuration may hold, in the order in which the documents list them. */
public final class ParamTable {
    private static final Map<String, KnownParam> BY_KEY = Stream.of(
                    UsrlocParams.all(), RegistrarParams.all(), AuthParams.all(), DomainParams.all(),
                    RollcallParams.all(), AdmissionParams.all(), NathelperParams.all(), TransportParams.all(),
                    TlsParams.all(), ManagementParams.all())
            .flatMap(List::stream)
            .collect(Collectors.toMap(KnownParam::key, param -> param, ParamTable::twice, LinkedHashMap::new));

    private ParamTable() {}

    /** All of them. */
    public static List<KnownParam> all() {
        return List.copyOf(BY_KEY.values());
    }

    /** The parameter of a key; nothing for an unknown one. */
    public static Optional<KnownParam> find(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /**
     * Why a setting of a known parameter cannot be obeyed: it is refused, or has one value and this is another. Nothing
     * where it is obeyed if its value is right, and where there is no such parameter.
     */
    public static Optional<String> objection(Setting setting) {
        KnownParam known = BY_KEY.get(setting.key());
        if (known instanceof RefusedParam refused) {
            return Optional.of(refused.reason());
        }
        if (known instanceof FixedParam<?> fixed) {
            try {
                fixed.check(setting.value());
            } catch (IllegalArgumentException e) {
                return Optional.of(e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** The known key that is spelled most alike an unknown one, where one is at most three typing slips away. */
    public static Optional<String> nearest(String key) {
        return Spelling.nearest(key, BY_KEY.keySet());
    }

    private static KnownParam twice(KnownParam first, KnownParam second) {
        throw new IllegalStateException(first.key() + " is defined twice");
    }
}
