package dev.rollcall.bench.load;

import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactIdFormat;
import dev.rollcall.contactid.IdParameters;
import dev.rollcall.contactid.LabelAllocator;
import dev.rollcall.registrar.register.RegisterHandler;
import dev.rollcall.registrar.register.RegisterSettings;
import dev.rollcall.registrar.sip.RequestDispatcher;
import dev.rollcall.registrar.sip.Responses;
import dev.rollcall.registrar.sip.SipParser;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.registrar.transport.CannotListenException;
import dev.rollcall.registrar.transport.ConnectionLimits;
import dev.rollcall.registrar.transport.ListenAddress;
import dev.rollcall.registrar.transport.Listeners;
import dev.rollcall.registrar.transport.WebSocketPolicy;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.registrar.usrloc.MemoryLocationService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The registrar's own parts on real sockets, with a table that tests can look into. */
final class InProcessRegistrar implements AutoCloseable {
    private final LocationTable table;
    private final Listeners listeners;

    InProcessRegistrar(RegisterSettings settings) throws CannotListenException {
        IdParameters parameters = new IdParameters(
                ContactIdFormat.RELEASED, IdParameters.DEFAULT_HASH_SIZE, true, CharSign.SIGNED);
        table = new LocationTable(parameters, new LabelAllocator(parameters, new SplittableRandom(1)), 0, false);
        Responses responses = new Responses("Rollcall/test");
        RegisterHandler register = new RegisterHandler(
                settings, new MemoryLocationService(table), Optional.empty(), responses, InstantSource.system());
        RequestDispatcher dispatcher = new RequestDispatcher(
                new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS),
                responses, register, RegisterHandler.OPTION_TAGS, System::nanoTime);
        listeners = Listeners.start(
                List.of(ListenAddress.parse("udp:127.0.0.1:0"), ListenAddress.parse("tcp:127.0.0.1:0")),
                Optional.empty(), new WebSocketPolicy(List.of()), ConnectionLimits.DEFAULTS, dispatcher);
    }

    LocationTable table() {
        return table;
    }

    InetSocketAddress address(Transport transport) {
        int port = listeners.boundAddresses().stream()
                .filter(address -> address.transport() == transport)
                .findFirst().orElseThrow().port();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public void close() {
        listeners.close();
    }
}
