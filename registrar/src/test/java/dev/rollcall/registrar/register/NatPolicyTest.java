package dev.rollcall.registrar.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.modparam.NatTest;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.registrar.usrloc.SavePolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is taken to be behind NAT; requests come from 192.0.2.7:5062, and so says their Via. */
class NatPolicyTest {
    private static final String SOURCE = "sip:192.0.2.7:5062";

    @ParameterizedTest
    @CsvSource({
        "private-contact, sip:a@10.255.0.1, true",
        "private-contact, sip:a@172.31.0.1, true",
        "private-contact, sip:a@172.32.0.1, false",
        "private-contact, sip:a@192.168.1.2:5070, true",
        "private-contact, sip:a@[fd00::1], true",
        "private-contact, sip:a@[2001:db8::1], false",
        "private-contact, sip:a@10.example.com, false",
        "private-contact, sip:a@100.64.0.1, false",
        "'carrier-grade-nat,private-contact', sip:a@100.127.0.1, true",
        "'carrier-grade-nat,private-contact', sip:a@100.128.0.1, false",
        "'carrier-grade-nat,private-contact', sip:a@192.0.0.7, true",
        "carrier-grade-nat, sip:a@100.64.0.1, false",
        "diff-ip-src-contact, sip:a@192.0.2.7, false",
        "diff-ip-src-contact, sip:a@192.0.2.8, true",
        "diff-ip-src-contact, sip:a@phone.invalid, true",
        "diff-port-src-contact, sip:a@h:5062, false",
        "diff-port-src-contact, sip:a@h, true",
        "diff-transport-src-contact, sip:a@h, false",
        "diff-transport-src-contact, sip:a@h;transport=UDP, false",
        "diff-transport-src-contact, sip:a@h;transport=tcp, true",
        "'diff-ip-src-via,diff-port-src-via,private-via', sip:a@10.0.0.1, false",
        "1, sip:a@10.0.0.1, true",
        "96, sip:a@192.0.2.7:5062, false",
        "none, sip:a@10.0.0.1, false",
    })
    void register_contactOfAPhone_isSeenWhereItComesFrom(String tests, String contact, boolean behindNat) {
        Registrar registrar = registrar(tests);
        Reply reply = registrar.send(Register.request().contact("<" + contact + ">"));

        assertEquals(behindNat ? SOURCE : null, registrar.contact("alice@example.com").binding().received());
        String received = behindNat ? ";received=\"" + SOURCE + '"' : "";
        assertEquals("<" + contact + ">;expires=3600" + received, reply.header("Contact"));
    }

    @Test
    void register_anotherPortThanInTheVia_isBehindNat() {
        Registrar registrar = registrar("diff-port-src-via");
        RecordingFlow flow = new RecordingFlow(Transport.UDP, 30_000, 0);
        registrar.send(flow, Register.request().contact("<sip:a@192.0.2.7>"));

        assertEquals("sip:192.0.2.7:30000", registrar.contact("alice@example.com").binding().received());
    }

    @ParameterizedTest
    @CsvSource({"TCP, tcp", "TLS, tls", "WS, ws", "WSS, wss"})
    void register_overAConnection_isSeenByItsTransport(Transport transport, String name) {
        Registrar registrar = registrar("diff-ip-src-contact");
        registrar.send(new RecordingFlow(transport, 40_000, 7), Register.request().contact("<sip:a@x.invalid>"));

        assertEquals(
                "sip:192.0.2.7:40000;transport=" + name,
                registrar.contact("alice@example.com").binding().received());
    }

    @ParameterizedTest
    @CsvSource({
        "TLS, sips:a@h, false", "TLS, sip:a@h;transport=tls, false", "TLS, sip:a@h, true",
        "WSS, sip:a@h;transport=ws, false", "WSS, sip:a@h;transport=wss, false", "WS, sip:a@h;transport=tcp, true",
    })
    void register_transportOfTheContact_isComparedAsItIsMeant(Transport transport, String contact, boolean differs) {
        Registrar registrar = registrar("diff-transport-src-contact");
        registrar.send(new RecordingFlow(transport, 40_000, 7), Register.request().contact("<" + contact + ">"));

        assertEquals(differs, registrar.contact("alice@example.com").binding().received() != null);
    }

    @Test
    void register_throughAProxy_isNotTested() {
        Registrar registrar = registrar("private-contact");
        registrar.send(Register.request().contact("<sip:a@10.0.0.1>").header("Path", "<sip:p;lr>"));

        assertEquals(null, registrar.contact("alice@example.com").binding().received());
    }

    private static Registrar registrar(String tests) {
        return new Registrar(new RegisterSettings(
                AorPolicy.DEFAULT, CharSign.SIGNED, LengthLimits.DEFAULT, ExpiryPolicy.DEFAULT, SavePolicy.DEFAULT,
                PathPolicy.DEFAULT, new NatPolicy(NatTest.type().read(tests)), -1, 0));
    }
}
