package dev.rollcall.registrar;

import dev.rollcall.log.ServerLog;
import dev.rollcall.registrar.config.RegistrarConfig;

/** The registrar's parts, put together. */
final class RegistrarServer implements ServerLauncher {
    private static final ServerLog LOG = ServerLog.of("core", "main");

    @Override
    public int run(RegistrarConfig config, boolean check) {
        LOG.critical("the configuration is right, but the server's parts are not wired yet");
        return ExitCode.CANNOT_LISTEN;
    }
}
