package dev.rollcall.registrar;

import dev.rollcall.registrar.config.ConfigRefusedException;
import dev.rollcall.registrar.config.RegistrarConfig;

/** Where a configuration comes from: the command line, and the files that it names as they are now. */
@FunctionalInterface
interface ConfigSource {
    /** Reads it. @throws ConfigRefusedException with all that is wrong with it */
    RegistrarConfig read() throws ConfigRefusedException;
}
