package dev.rollcall.registrar.admission;

import dev.rollcall.log.LineLimit;
import dev.rollcall.log.ServerLog;
import dev.rollcall.modparam.Networks;
import dev.rollcall.registrar.admission.SourceTable.Admission;
import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.SourceNumber;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Where messages come from, and what is allowed there; what is dropped is counted and logged. Safe for any thread. */
public final class Sources {
    private static final ServerLog RATE = ServerLog.of("core", "source_rate");
    private static final ServerLog BAN = ServerLog.of("auth", "ban");
    /** Sources that are known at a time, in 4 MB. */
    private static final int SLOTS = 65_536;

    private final SourceLimits limits;
    private final Networks trusted;
    private final SourceTable sources;
    private final LongSupplier nanoClock;
    private final long beforeStart;
    private final LineLimit tooFast;
    private final LineLimit banned;
    private final LineLimit bans;

    /**
     * @param trusted sources that nothing is counted of
     * @param nanoClock elapsed time
     */
    public Sources(SourceLimits limits, Networks trusted, LongSupplier nanoClock) {
        this.limits = limits;
        this.trusted = trusted;
        this.nanoClock = nanoClock;
        sources = new SourceTable(limits, SLOTS);
        beforeStart = nanoClock.getAsLong() - 1;
        tooFast = new LineLimit(nanoClock);
        banned = new LineLimit(nanoClock);
        bans = new LineLimit(nanoClock);
    }

    /** Whether a message of a flow may pass; the connection of a banned source is closed. */
    boolean letsPass(Flow flow) {
        byte[] address = flow.remote().getAddress().getAddress();
        if (trusted.contains(address)) {
            return true;
        }
        Admission admission = sources.admit(SourceNumber.of(address), now());
        if (admission == Admission.BANNED) {
            dropBanned(flow);
        } else if (admission == Admission.TOO_FAST) {
            dropTooFast(flow);
        }
        return admission == Admission.PASSES;
    }

    /** Credentials that came by a flow were right. */
    void proven(Flow flow) {
        byte[] address = flow.remote().getAddress().getAddress();
        if (!trusted.contains(address)) {
            sources.proven(SourceNumber.of(address), now());
        }
    }

    /** Credentials that came by a flow answered a challenge of ours, and were wrong. */
    void failed(Flow flow) {
        byte[] address = flow.remote().getAddress().getAddress();
        long ban = trusted.contains(address) ? 0 : sources.failed(SourceNumber.of(address), now());
        if (ban == 0) {
            return;
        }
        long before = bans.add();
        if (before != LineLimit.NOT_DUE) {
            BAN.warning("{} failed to authenticate {} times and gets no answer for {} s (rollcall.ban_after; {} more"
                    + " bans since the last such line)",
                    flow.source(), limits.banAfter(), TimeUnit.NANOSECONDS.toSeconds(ban), before);
        }
    }

    private void dropBanned(Flow flow) {
        flow.close();
        long before = banned.add();
        if (before != LineLimit.NOT_DUE) {
            BAN.notice("dropped a message of {}, which is banned ({} more since the last such line)",
                    flow.source(), before);
        }
    }

    private void dropTooFast(Flow flow) {
        long before = tooFast.add();
        if (before != LineLimit.NOT_DUE) {
            RATE.warning("dropped a message of {}: more than {} a second come from there (rollcall.source_rate; {} more"
                    + " since the last such line)", flow.source(), limits.ratePerSecond(), before);
        }
    }

    /** How many messages were dropped since their sources sent too fast. */
    long droppedTooFast() {
        return tooFast.total();
    }

    private long now() {
        return nanoClock.getAsLong() - beforeStart;
    }
}
