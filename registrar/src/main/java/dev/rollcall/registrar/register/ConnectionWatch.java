package dev.rollcall.registrar.register;

import dev.rollcall.registrar.sip.Flow;
import dev.rollcall.registrar.sip.MessageReceiver;

/** Tells {@link ConnectionContacts} which connections have gone; messages go to a receiver behind it. */
public final class ConnectionWatch implements MessageReceiver {
    private final ConnectionContacts contacts;
    private final MessageReceiver receiver;

    public ConnectionWatch(ConnectionContacts contacts, MessageReceiver receiver) {
        this.contacts = contacts;
        this.receiver = receiver;
    }

    @Override
    public void received(byte[] bytes, int offset, int length, Flow flow) {
        receiver.received(bytes, offset, length, flow);
    }

    @Override
    public void closed(Flow flow) {
        contacts.closed(flow.connectionId());
        receiver.closed(flow);
    }
}
