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
import dev.rollcall.registrar.transport.TlsIdentity;
import dev.rollcall.registrar.transport.WebSocketPolicy;
import dev.rollcall.registrar.usrloc.LocationTable;
import dev.rollcall.registrar.usrloc.MemoryLocationService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The registrar's own parts on real sockets, with a table that tests can look into. */
final class InProcessRegistrar implements AutoCloseable {
    private final LocationTable table;
    private final Listeners listeners;

    /** @param directory where its certificate is made */
    InProcessRegistrar(RegisterSettings settings, Path directory) throws CannotListenException, IOException {
        IdParameters parameters = new IdParameters(
                ContactIdFormat.RELEASED, IdParameters.DEFAULT_HASH_SIZE, true, CharSign.SIGNED);
        table = new LocationTable(parameters, new LabelAllocator(parameters, new SplittableRandom(1)), false);
        Responses responses = new Responses("Rollcall/test");
        RegisterHandler register = new RegisterHandler(
                settings, new MemoryLocationService(table), Optional.empty(), responses, InstantSource.system());
        RequestDispatcher dispatcher = new RequestDispatcher(
                new SipParser(SipParser.DEFAULT_MAX_MESSAGE_BYTES, SipParser.DEFAULT_MAX_HEADERS),
                responses, register, settings.optionTags(), System::nanoTime);
        listeners = Listeners.start(
                Arrays.stream(Transport.values())
                        .map(transport -> ListenAddress.parse(transport.lowerCase() + ":127.0.0.1:0")).toList(),
                Optional.of(TlsIdentity.selfSigned(directory)), new WebSocketPolicy(List.of()),
                ConnectionLimits.DEFAULTS, dispatcher);
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
