package dev.rollcall.registrar.config;

import dev.rollcall.modparam.ModParam;
import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.registrar.transport.TlsIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The PEM files of TLS and WSS listeners: both are set or none, and they belong together. */
final class TlsFiles {
    private TlsFiles() {}

    /** What the files hold; nothing where none was set. */
    static Optional<TlsIdentity> read(ParamValues values, Path workingDirectory, Consumer<String> problems) {
        refuseAlone(RollcallParams.TLS_CERTIFICATE, RollcallParams.TLS_KEY, values, problems);
        refuseAlone(RollcallParams.TLS_KEY, RollcallParams.TLS_CERTIFICATE, values, problems);
        Optional<Path> certificate =
                ReadableFile.of(RollcallParams.TLS_CERTIFICATE, values, workingDirectory, problems);
        Optional<Path> key = ReadableFile.of(RollcallParams.TLS_KEY, values, workingDirectory, problems);
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TlsIdentity.load(certificate.get(), key.get()));
        } catch (IOException e) {
            problems.accept(values.describe(RollcallParams.TLS_CERTIFICATE) + " and "
                    + values.describe(RollcallParams.TLS_KEY) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static void refuseAlone(
            ModParam<?> one, ModParam<?> other, ParamValues values, Consumer<String> problems) {
        if (values.isGiven(one) && !values.isGiven(other)) {
            problems.accept(values.describe(one) + ": needs " + other.key() + " beside it");
        }
    }
}
