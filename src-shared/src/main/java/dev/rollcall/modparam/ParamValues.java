package dev.rollcall.modparam;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The values that an operator set, each checked on its own; what was not set has its default. Immutable. */
public final class ParamValues {
    private final Map<String, Setting> settings;
    private final Map<String, Object> values = new HashMap<>();

    private ParamValues(Map<String, Setting> settings) {
        this.settings = settings;
    }

    /**
     * Checks settings; those of a later source win over those of an earlier one.
     *
     * @param problems gets a sentence for each setting that is unknown, refused, no value, or set twice in one source
     */
    public static ParamValues of(List<List<Setting>> sources, Consumer<String> problems) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        sources.forEach(source -> settings.putAll(once(source, problems)));
        ParamValues result = new ParamValues(settings);
        settings.values().forEach(setting -> result.check(setting, problems));
        return result;
    }

    /** These values, but for some parameters those of others. */
    public ParamValues with(ParamValues others, Collection<ModParam<?>> params) {
        ParamValues result = new ParamValues(new LinkedHashMap<>(settings));
        result.values.putAll(values);
        params.stream().map(ModParam::key).forEach(key -> {
            take(key, others.settings, result.settings);
            take(key, others.values, result.values);
        });
        return result;
    }

    private static <T> void take(String key, Map<String, T> from, Map<String, T> to) {
        if (from.containsKey(key)) {
            to.put(key, from.get(key));
        } else {
            to.remove(key);
        }
    }

    /** Whether a parameter has the same value here and there: as written, or as it is read. */
    public boolean isSame(ModParam<?> param, ParamValues others) {
        Optional<String> written = setting(param).map(Setting::value);
        return written.isPresent() && written.equals(others.setting(param).map(Setting::value))
                || find(param).equals(others.find(param));
    }

    /** The value in force. @throws IllegalStateException when the parameter has no default and was not set */
    public <T> T get(ModParam<T> param) {
        return find(param).orElseThrow(() -> new IllegalStateException(param.key() + " has no value"));
    }

    /** The value in force: the one that was set, else the default, else nothing. */
    public <T> Optional<T> find(ModParam<T> param) {
        return given(param).or(param::initial);
    }

    /** The value that the operator set, be it the default; nothing where none was set, or one that is no value. */
    @SuppressWarnings("unchecked") // check() put there what this parameter's own type made
    public <T> Optional<T> given(ModParam<T> param) {
        return Optional.ofNullable((T) values.get(param.key()));
    }

    /** Whether the operator set the parameter. */
    public boolean isGiven(ModParam<?> param) {
        return settings.containsKey(param.key());
    }

    /** What the operator wrote of a parameter, and where; nothing where it was not set. */
    Optional<Setting> setting(ModParam<?> param) {
        return Optional.ofNullable(settings.get(param.key()));
    }

    /** A parameter that was set, as an error names it: key, value and place, passwords masked. */
    public String describe(ModParam<?> param) {
        return settings.get(param.key()).toString();
    }

    private static Map<String, Setting> once(List<Setting> source, Consumer<String> problems) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (Setting written : source) {
            Setting setting = renamed(written);
            Setting earlier = settings.putIfAbsent(setting.key(), setting);
            if (earlier != null && !earlier.value().equals(setting.value())) {
                problems.accept(earlier + " and " + setting + ": set twice; leave one out");
            }
        }
        return settings;
    }

    /** What a setting sets: itself, or what Rollcall calls it. */
    private static Setting renamed(Setting setting) {
        return ParamTable.find(setting.key()).orElse(null) instanceof RenamedParam param
                ? param.renamed(setting)
                : setting;
    }

    private void check(Setting setting, Consumer<String> problems) {
        Optional<KnownParam> known = ParamTable.find(setting.key());
        if (known.isEmpty()) {
            problems.accept(setting + ": there is no such parameter" + ParamTable.nearest(setting.key())
                    .map(near -> "; is " + near + " meant?")
                    .orElse("; --help lists them all"));
        } else if (known.get() instanceof RefusedParam refused) {
            problems.accept(setting + ": not served by Rollcall: " + refused.reason());
        } else if (SecretText.isMasked(setting.key(), setting.value())) {
            problems.accept(setting + ": the password is masked here; write the real one in its place");
        } else {
            try {
                read(known.get(), setting.value());
            } catch (IllegalArgumentException e) {
                problems.accept(setting + ": " + e.getMessage());
            }
        }
    }

    private void read(KnownParam known, String text) {
        if (known instanceof ModParam<?> param) {
            values.put(param.key(), param.type().read(text));
        } else if (known instanceof FixedParam<?> fixed) {
            fixed.check(text);
        }
    }
}
