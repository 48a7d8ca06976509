package dev.rollcall.registrar.config;

import dev.rollcall.modparam.ModParam;
import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The PEM files of TLS and WSS listeners.
 *
 * @param certificate the certificate and those of its issuers
 * @param key the certificate's private key
 */
public record TlsFiles(Path certificate, Path key) {
    /** The files that were set, nothing where none was. */
    static Optional<TlsFiles> of(ParamValues values, Path workingDirectory, Consumer<String> problems) {
        Optional<Path> certificate = file(RollcallParams.TLS_CERTIFICATE, values, workingDirectory, problems);
        Optional<Path> key = file(RollcallParams.TLS_KEY, values, workingDirectory, problems);
        if (certificate.isPresent() && key.isPresent()) {
            return Optional.of(new TlsFiles(certificate.get(), key.get()));
        }
        refuseAlone(RollcallParams.TLS_CERTIFICATE, RollcallParams.TLS_KEY, values, problems);
        refuseAlone(RollcallParams.TLS_KEY, RollcallParams.TLS_CERTIFICATE, values, problems);
        return Optional.empty();
    }

    private static Optional<Path> file(
            ModParam<Path> param, ParamValues values, Path workingDirectory, Consumer<String> problems) {
        Optional<Path> path = values.given(param).map(workingDirectory::resolve);
        path.filter(p -> !Files.isRegularFile(p) || !Files.isReadable(p)).ifPresent(p -> problems.accept(
                values.describe(param) + ": " + (Files.exists(p) ? "cannot be read" : "there is no such file")));
        return path;
    }

    private static void refuseAlone(
            ModParam<?> one, ModParam<?> other, ParamValues values, Consumer<String> problems) {
        if (values.isGiven(one) && !values.isGiven(other)) {
            problems.accept(values.describe(one) + ": needs " + other.key() + " beside it");
        }
    }
}
