package dev.rollcall.registrar;

import dev.rollcall.modparam.AdmissionParams;
import dev.rollcall.modparam.Networks;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.registrar.admission.ScannerGate;
import dev.rollcall.registrar.admission.SourceGate;
import dev.rollcall.registrar.admission.SourceLimits;
import dev.rollcall.registrar.admission.Sources;
import dev.rollcall.registrar.admission.WatchedAuthenticator;
import dev.rollcall.registrar.auth.Authenticator;
import dev.rollcall.registrar.config.RegistrarConfig;
import dev.rollcall.registrar.sip.MessageReceiver;
import dev.rollcall.registrar.sip.RequestTaker;
import dev.rollcall.registrar.transport.ConnectionLimits;
import dev.rollcall.registrar.transport.ListenAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a configuration puts before those who are not trusted; nothing where only this machine can come. */
final class AdmissionParts {
    private final RegistrarConfig config;
    private final Networks trusted;
    private final boolean strangers;
    private final SourceLimits limits;
    private final Optional<Sources> sources;

    AdmissionParts(RegistrarConfig config) {
        this.config = config;
        trusted = config.get(AdmissionParams.TRUSTED_SOURCES);
        strangers = config.isGiven(AdmissionParams.TRUSTED_SOURCES)
                || !config.listeners().stream().allMatch(ListenAddress::isLoopback);
        limits = new SourceLimits(
                config.get(AdmissionParams.SOURCE_RATE),
                config.authenticates() ? config.get(AdmissionParams.BAN_AFTER) : 0,
                config.get(AdmissionParams.BAN_TIME),
                config.get(AdmissionParams.BAN_TIME_MAX));
        sources = strangers && limits.limitAnything()
                ? Optional.of(new Sources(limits, trusted, System::nanoTime))
                : Optional.empty();
    }

    /** An authenticator whose verdicts decide over strangers. */
    Authenticator watched(Authenticator authenticator) {
        return strangers
                ? new WatchedAuthenticator(authenticator, sources.filter(all -> limits.banAfter() > 0))
                : authenticator;
    }

    /** A receiver that gets only what its source may send. */
    MessageReceiver guarded(MessageReceiver receiver) {
        return sources.<MessageReceiver>map(all -> new SourceGate(all, receiver)).orElse(receiver);
    }

    /** What drops requests of scanners, or {@code null}. */
    RequestTaker screen() {
        List<String> scanners = config.get(AdmissionParams.SCANNER_AGENTS);
        return strangers && !scanners.isEmpty() ? new ScannerGate(scanners, trusted, System::nanoTime) : null;
    }

    ConnectionLimits connectionLimits() {
        int all = config.get(RollcallParams.MAX_CONNECTIONS);
        int perSource = config.get(AdmissionParams.SOURCE_CONNECTIONS);
        boolean watched = strangers && config.authenticates();
        return ConnectionLimits.DEFAULTS.withConnections(all)
                .withStrangers(
                        trusted,
                        perSource == 0 ? all : perSource,
                        watched ? config.get(AdmissionParams.AUTHENTICATE_WITHIN) : Duration.ZERO);
    }
}
