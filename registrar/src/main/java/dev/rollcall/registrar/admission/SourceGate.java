package dev.rollcall.registrar.admission;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.MessageReceiver;

/** Drops messages of sources that send too fast or are banned, before they are parsed. Safe for any thread. */
public final class SourceGate implements MessageReceiver {
    private final Sources sources;
    private final MessageReceiver next;

    /** @param next takes what passes */
    public SourceGate(Sources sources, MessageReceiver next) {
        this.sources = sources;
        this.next = next;
    }

    @Override
    public void received(byte[] bytes, int offset, int length, Flow flow) {
        if (sources.letsPass(flow)) {
            next.received(bytes, offset, length, flow);
        }
    }

    @Override
    public void closed(Flow flow) {
        next.closed(flow);
    }
}
