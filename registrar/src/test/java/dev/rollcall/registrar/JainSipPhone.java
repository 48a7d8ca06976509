package dev.rollcall.registrar;

import dev.rollcall.registrar.sip.SilentStackLogger;
import dev.rollcall.registrar.sip.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.ListeningPoint;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.address.Address;
import javax.sip.address.AddressFactory;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** A user agent that is a JAIN-SIP stack: its messages, transactions and parser are none of ours. */
final class JainSipPhone implements SipListener, AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final SipFactory factory = SipFactory.getInstance();
    private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
    private final String transport;
    private final SipStack stack;
    private final ListeningPoint listeningPoint;
    private final SipProvider provider;

    private JainSipPhone(Transport transport, int registrarPort) throws Exception {
        this.transport = transport.lowerCase();
        factory.setPathName("gov.nist");
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "phone-" + UUID.randomUUID());
        properties.setProperty("javax.sip.OUTBOUND_PROXY", "127.0.0.1:" + registrarPort + '/' + this.transport);
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", SilentStackLogger.class.getName());
        stack = factory.createSipStack(properties);
        listeningPoint = stack.createListeningPoint("127.0.0.1", freePort(), this.transport);
        provider = stack.createSipProvider(listeningPoint);
        provider.addSipListener(this);
        stack.start();
    }

    /** A phone that sends all it sends to a registrar. */
    static JainSipPhone connect(Transport transport, int registrarPort) throws Exception {
        return new JainSipPhone(transport, registrarPort);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A REGISTER for a user of example.com. */
    Request register(String user, String callId, long cseq) throws Exception {
        AddressFactory addresses = factory.createAddressFactory();
        HeaderFactory headers = factory.createHeaderFactory();
        Address aor = addresses.createAddress("<sip:" + user + "@example.com>");
        ViaHeader via = headers.createViaHeader(
                "127.0.0.1", listeningPoint.getPort(), transport, "z9hG4bK-" + UUID.randomUUID());
        return factory.createMessageFactory().createRequest(
                addresses.createURI("sip:example.com"),
                Request.REGISTER,
                headers.createCallIdHeader(callId),
                headers.createCSeqHeader(cseq, Request.REGISTER),
                headers.createFromHeader(aor, "phone"),
                headers.createToHeader(aor, null),
                List.of(via),
                headers.createMaxForwardsHeader(70));
    }

    /** A header from its text. */
    Header header(String name, String value) throws Exception {
        return factory.createHeaderFactory().createHeader(name, value);
    }

    /** Sends a request in a transaction of its own, which retransmits it as RFC 3261 17.1.2 has it. */
    Response exchange(Request request) throws Exception {
        provider.getNewClientTransaction(request).sendRequest();
        return answer();
    }

    /** Sends a request as it is and once: outside of any transaction. */
    Response exchangeAsIs(Request request) throws Exception {
        provider.sendRequest(request);
        return answer();
    }

    private Response answer() throws Exception {
        Object event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event instanceof ResponseEvent response) {
            return response.getResponse();
        }
        throw new AssertionError("no answer but " + event);
    }

    @Override
    public void processResponse(ResponseEvent event) {
        events.add(event);
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        events.add(event);
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        events.add(event);
    }

    @Override
    public void processRequest(RequestEvent event) {
        events.add(event);
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}

    @Override
    public void close() {
        stack.stop();
    }
}
