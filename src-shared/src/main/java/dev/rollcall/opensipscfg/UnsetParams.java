package dev.rollcall.opensipscfg;

import dev.rollcall.modparam.AuthParams;
import dev.rollcall.modparam.Setting;
import dev.rollcall.modparam.UsrlocParams;
import java.util.Optional;
import java.util.stream.Stream;

/** What OpenSIPS does where nothing is said, and Rollcall would do otherwise. */
final class UnsetParams {
    private static final String DEFAULT = "OpenSIPS' default";

    private final Findings findings;
    private final Optional<String> formerRelease;

    /** @param formerRelease what says that the configuration is of a release before 4.0 */
    UnsetParams(Findings findings, Optional<String> formerRelease) {
        this.findings = findings;
        this.formerRelease = formerRelease;
    }

    void interpret(boolean authenticates) {
        boolean modeIsSet = Stream.of(UsrlocParams.WORKING_MODE_PRESET, UsrlocParams.SQL_WRITE_MODE,
                        UsrlocParams.RESTART_PERSISTENCY)
                .anyMatch(param -> findings.taken(param.key()).isPresent());
        if (!modeIsSet) {
            findings.take(new Setting(UsrlocParams.WORKING_MODE_PRESET.key(), "single-instance-no-db", DEFAULT));
        }
        useDomain(UsrlocParams.USE_DOMAIN.key());
        if (authenticates) {
            useDomain(AuthParams.USE_DOMAIN.key());
        }
    }

    private void useDomain(String key) {
        if (findings.taken(key).isPresent()) {
            return;
        }
        formerRelease.ifPresentOrElse(
                sign -> findings.take(new Setting(key, "0", DEFAULT + " before 4.0, which this is: " + sign)),
                () -> findings.leave(key, "it is not set, and OpenSIPS' default is 0 before 4.0 and 1 from 4.0 on; here it"
                        + " is 1 unless you say --set " + key + "=0"));
    }
}
