package dev.rollcall.modparam;

/** OpenSIPS' names for a {@link WriteMode} and the {@link RestartPersistency} that goes with it. */
public enum WorkingModePreset {
    /** Memory only. */
    SINGLE_INSTANCE_NO_DB(WriteMode.NONE),
    /** Each answer waits for its row. */
    SINGLE_INSTANCE_SQL_WRITE_THROUGH(WriteMode.WRITE_THROUGH),
    /** Rows follow in batches. Rollcall's default; OpenSIPS' is no database at all. */
    SINGLE_INSTANCE_SQL_WRITE_BACK(WriteMode.WRITE_BACK);

    private final WriteMode writeMode;

    WorkingModePreset(WriteMode writeMode) {
        this.writeMode = writeMode;
    }

    /** The write mode that the preset stands for. */
    public WriteMode writeMode() {
        return writeMode;
    }
}
