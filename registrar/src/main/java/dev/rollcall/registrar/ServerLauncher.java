package dev.rollcall.registrar;

import dev.rollcall.registrar.config.RegistrarConfig;

/** What the command line starts once the configuration is right. */
@FunctionalInterface
interface ServerLauncher {
    /**
     * Serves until the process is told to stop, or only checks.
     *
     * @param source reads the configuration again while it is served
     * @param check whether to load the table as a start would and then end, writing and serving nothing
     * @return the process's {@link ExitCode}
     */
    int run(RegistrarConfig config, ConfigSource source, boolean check) throws Exception;
}
