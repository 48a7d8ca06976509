package dev.rollcall.registrar.config;

import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RestartPersistency;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.modparam.WriteMode;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides the write mode from the preset and the two parameters that it stands for.
 *
 * <p>Writing and loading go together: without loading, a writer would not know which contact IDs the table holds, and
 * without writing, whoever unregistered would be back after a restart. So there are three modes and not six; a
 * parameter that is set explicitly wins over the preset and takes the other one with it, and only the two together can
 * contradict each other. OpenSIPS: ignores both beside a preset, and mends a contradiction with a warning.
 */
final class WorkingMode {
    private WorkingMode() {}

    static WriteMode of(ParamValues values, Consumer<String> problems) {
        Optional<WriteMode> write = values.given(UsrlocParams.SQL_WRITE_MODE);
        Optional<RestartPersistency> restart = values.given(UsrlocParams.RESTART_PERSISTENCY);
        WriteMode preset = values.get(UsrlocParams.WORKING_MODE_PRESET).writeMode();
        if (write.isPresent()) {
            restart.filter(r -> loads(r) != writes(write.get())).ifPresent(r -> problems.accept(
                    values.describe(UsrlocParams.SQL_WRITE_MODE) + " and "
                            + values.describe(UsrlocParams.RESTART_PERSISTENCY) + " contradict each other: "
                            + "write-through and write-back go with load-from-sql, none with none"));
            return write.get();
        }
        if (restart.isEmpty() || loads(restart.get()) == writes(preset)) {
            return preset;
        }
        return loads(restart.get()) ? WriteMode.WRITE_BACK : WriteMode.NONE;
    }

    private static boolean writes(WriteMode mode) {
        return mode != WriteMode.NONE;
    }

    private static boolean loads(RestartPersistency persistency) {
        return persistency == RestartPersistency.LOAD_FROM_SQL;
    }
}
