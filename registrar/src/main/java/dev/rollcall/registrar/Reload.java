package dev.rollcall.registrar;

import dev.rollcall.log.ServerLog;
import dev.rollcall.modparam.ModParam;
import dev.rollcall.modparam.RegistrarParams;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.UsrlocParams;
import dev.rollcall.registrar.config.ConfigRefusedException;
import dev.rollcall.registrar.config.RegistrarConfig;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the configuration again while it is served: what can change does, what cannot is named, and one that is wrong
 * changes nothing. No contact and no connection is lost by it.
 */
final class Reload implements Runnable {
    private static final ServerLog LOG = ServerLog.of("core", "reload");

    /** What a REGISTER is judged by. */
    static final List<ModParam<?>> CHANGEABLE = List.of(RegistrarParams.DEFAULT_EXPIRES,
            RegistrarParams.MIN_EXPIRES, RegistrarParams.MAX_EXPIRES, RegistrarParams.EXPIRES_MAX_DEVIATION,
            RollcallParams.ON_LOW_EXPIRES, RegistrarParams.MAX_CONTACTS, RollcallParams.MAX_CONTACTS_POLICY,
            UsrlocParams.MATCHING_MODE, RegistrarParams.ALLOW_DUP_CSEQ,
            RollcallParams.PATH_RECEIVED, RollcallParams.NAT_UAC_TEST, RegistrarParams.DEFAULT_Q,
            RegistrarParams.RETRY_AFTER, RegistrarParams.MAX_USERNAME_LEN, RegistrarParams.MAX_DOMAIN_LEN,
            RegistrarParams.MAX_AOR_LEN, RegistrarParams.MAX_CONTACT_LEN);
    private static final List<ModParam<?>> OF_TLS = List.of(RollcallParams.TLS_CERTIFICATE, RollcallParams.TLS_KEY);
    /** Those of a file of users; a table of users is read as it is needed. */
    private static final List<ModParam<?>> OF_FILE = List.of(RollcallParams.CREDENTIALS_FILE, RollcallParams.REALM,
            RollcallParams.NONCE_EXPIRE, RollcallParams.OFFER_SHA256);

    /** What a configuration comes into force in. */
    @FunctionalInterface
    interface Target {
        /** Reads all that it names; what is returned brings it into force, and cannot fail. */
        Runnable prepare(RegistrarConfig next) throws IOException, RefusedException;
    }

    private final ConfigSource source;
    private final Target target;
    private RegistrarConfig inForce;

    /** @param inForce what the process was started with */
    Reload(ConfigSource source, RegistrarConfig inForce, Target target) {
        this.source = source;
        this.inForce = inForce;
        this.target = target;
    }

    @Override
    public synchronized void run() {
        try {
            bringIn(source.read());
        } catch (ConfigRefusedException e) {
            e.problems().forEach(problem -> LOG.error("{}", problem));
            LOG.error("{} problem(s) in the configuration, see above; nothing was changed", e.problems().size());
        } catch (IOException | RefusedException e) {
            LOG.error("{}; nothing was changed", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a fault in Rollcall itself; nothing was changed", e);
        }
    }

    private void bringIn(RegistrarConfig read) throws IOException, RefusedException {
        Set<ModParam<?>> changeable = new HashSet<>(CHANGEABLE);
        changeable.addAll(OF_TLS);
        if (inForce.credentialsFile().isPresent() && read.credentialsFile().isPresent()) {
            changeable.addAll(OF_FILE);
        }
        RegistrarConfig next = inForce.with(read, changeable);
        target.prepare(next).run();
        List<ModParam<?>> differences = inForce.differences(read);
        differences.forEach(param -> {
            if (changeable.contains(param)) {
                LOG.notice("{}, before {}", read.describe(param), inForce.describe(param));
            } else {
                LOG.warning("{} needs a restart; in force is {}", read.describe(param), inForce.describe(param));
            }
        });
        if (!read.listeners().equals(inForce.listeners())) {
            LOG.warning("listen needs a restart; in force is {}", inForce.listeners());
        }
        inForce = next;
        LOG.notice("configuration read again, its certificate and file of users with it; {} parameters differ",
                differences.size());
    }
}
