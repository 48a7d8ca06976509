package dev.rollcall.registrar.admission;

import dev.rollcall.registrar.auth.Authenticator;
import dev.rollcall.registrar.auth.Verdict;
import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.SipRequest;
import java.util.Optional;

/** An authenticator whose verdicts are told to the flow, and counted by source. */
public final class WatchedAuthenticator implements Authenticator {
    private final Authenticator authenticator;
    private final Optional<Sources> sources;

    /** @param sources bans those who fail again and again; nothing where nobody is banned */
    public WatchedAuthenticator(Authenticator authenticator, Optional<Sources> sources) {
        this.authenticator = authenticator;
        this.sources = sources;
    }

    @Override
    public Verdict authenticate(SipRequest request, Flow flow) {
        Verdict verdict = authenticator.authenticate(request, flow);
        if (verdict instanceof Verdict.Undecided undecided) {
            return (Verdict.Undecided) (on, done) -> undecided.decide(on, decided -> {
                tell(decided, on);
                done.accept(decided);
            });
        }
        tell(verdict, flow);
        return verdict;
    }

    private void tell(Verdict verdict, Flow flow) {
        if (verdict instanceof Verdict.Granted) {
            flow.welcome();
            sources.ifPresent(all -> all.proven(flow));
        } else if (verdict instanceof Verdict.Challenge challenge && challenge.inVain()) {
            sources.ifPresent(all -> all.failed(flow));
        }
    }
}
