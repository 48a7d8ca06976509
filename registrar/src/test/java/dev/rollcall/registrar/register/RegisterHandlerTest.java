package dev.rollcall.registrar.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.modparam.PathMode;
import dev.rollcall.registrar.sip.Transport;
import dev.rollcall.registrar.usrloc.Binding;
import dev.rollcall.registrar.usrloc.Contact;
import dev.rollcall.registrar.usrloc.SavePolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What phones send, byte for byte, and what they get. */
class RegisterHandlerTest {
    private static final String PHONE = "sip:alice@192.0.2.7:5062";
    private static final String DESK = "sip:alice@192.0.2.8:5062";

    private Registrar registrar = new Registrar();

    @Test
    void register_newContact_isStoredAndListed() {
        Reply reply = registrar.send(Register.request().contact("<" + PHONE + ">"));

        assertEquals(200, reply.status());
        assertEquals("<" + PHONE + ">;expires=3600", reply.header("Contact"));
        assertEquals("Fri, 15 Jan 2027 08:00:00 GMT", reply.header("Date"));
        Contact contact = registrar.contact("alice@example.com");
        assertEquals(PHONE, contact.uri());
        assertEquals(
                new Binding(Registrar.NOW + 3600, -1, "call-1@192.0.2.7", 1, Registrar.NOW, 0, "", "n/a", null, null,
                        "udp:127.0.0.1:5060", null, null, null, null, 0),
                contact.binding());
    }

    @Test
    void register_whatTheContactAndHeadersSay_isStored() {
        registrar.send(
                new RecordingFlow(Transport.TLS, 40_000, 77),
                Register.request()
                        .contact("\"Alice\" <sip:alice@h;transport=tls;x=%41>;q=0.25;expires=120"
                                + ";methods=\"INVITE, BYE, FOO\";+sip.instance=\"<urn:uuid:1>\";reg-id=1")
                        .header("Allow", "REGISTER")
                        .header("User-Agent", "Phone/1.0 (test)")
                        .header("Path", "<sip:p1.example.com;lr>")
                        .header("Path", "<sip:p2.example.com;lr>, <sip:p3.example.com;lr>"));

        Contact contact = registrar.contact("alice@example.com");
        assertEquals("sip:alice@h;transport=tls;x=%41", contact.uri());
        assertEquals(
                new Binding(Registrar.NOW + 120, 250, "call-1@192.0.2.7", 1, Registrar.NOW, 0, "", "Phone/1.0 (test)",
                        null, "<sip:p1.example.com;lr>,<sip:p2.example.com;lr>, <sip:p3.example.com;lr>",
                        "tls:127.0.0.1:5060", 1 + 8 + 16384, "<urn:uuid:1>", null, null, 0),
                contact.binding());
    }

    @Test
    void register_allowHeaders_areTheMethodsOfContactsThatNameNone() {
        registrar.send(Register.request()
                .contact("<" + PHONE + ">")
                .header("Allow", "INVITE, ACK, CANCEL, OPTIONS")
                .header("Allow", "BYE,PUBLISH"));

        assertEquals(1 + 2 + 4 + 8 + 32 + 8192, registrar.contact("alice@example.com").binding().methods());
    }

    @Test
    void register_userAgentThatDoesNotFit_isStoredAsNone() {
        registrar.send(Register.request().contact("<" + PHONE + ">").header("User-Agent", "x".repeat(255)));

        assertEquals("n/a", registrar.contact("alice@example.com").binding().userAgent());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        // Contact parameter, Expires header, granted
        "-,     -,          3600",
        "-,     300,        300",
        "120,   300,        120",
        "1,     -,          60",
        "-,     59,         60",
        "61,    -,          61",
        "abc,   300,        3600",
        "-1,    -,          3600",
        "99999999999, -,    3600",
        "4294967295, -,     31536000",
    })
    void register_expires_isGrantedWithinItsBounds(String parameter, String header, long granted) {
        String parameters = parameter == null ? "" : ";expires=" + parameter;
        Register register = Register.request().contact("<" + PHONE + ">" + parameters);
        Reply reply = registrar.send(header == null ? register : register.header("Expires", header));

        assertEquals("<" + PHONE + ">;expires=" + granted, reply.header("Contact"));
        assertEquals(Registrar.NOW + granted, registrar.contact("alice@example.com").binding().expires());
    }

    @Test
    void register_expiresOverMaxExpires_isLowered() {
        registrar = new Registrar(new RegisterSettings(
                AorPolicy.DEFAULT, CharSign.SIGNED, LengthLimits.DEFAULT, new ExpiryPolicy(3600, 60, 600, 0, false),
                SavePolicy.DEFAULT, PathPolicy.DEFAULT, NatPolicy.OFF, 500, 0));

        assertEquals(
                "<" + PHONE + ">;q=0.5;expires=600",
                registrar.send(Register.request().contact("<" + PHONE + ">")).header("Contact"));
    }

    @Test
    void register_briefExpires_isRefusedWhereThePolicySaysSo() {
        registrar = new Registrar(new RegisterSettings(
                AorPolicy.DEFAULT, CharSign.SIGNED, LengthLimits.DEFAULT, new ExpiryPolicy(3600, 120, 0, 0, true),
                SavePolicy.DEFAULT, PathPolicy.DEFAULT, NatPolicy.OFF, -1, 0));

        Reply brief = registrar.send(Register.request().contact("<" + PHONE + ">").header("Expires", "119"));
        assertEquals(423, brief.status());
        assertEquals("Interval Too Brief", brief.reason());
        assertEquals("120", brief.header("Min-Expires"));
        assertEquals(0, registrar.table().size());

        Register enough = Register.request().cseq(2).contact("<" + PHONE + ">").header("Expires", "120");
        assertEquals("<" + PHONE + ">;expires=120", registrar.send(enough).header("Contact"));
        Register removal = Register.request().cseq(3).contact("<" + PHONE + ">").header("Expires", "0");
        assertEquals(200, registrar.send(removal).status());
    }

    @Test
    void register_severalContacts_areAllStoredAndListedByQ() {
        Reply reply = registrar.send(Register.request()
                .contact("<sip:1@h>;q=0.5, <sip:2@h>")
                .contact("<sip:3@h>;q=1.0;expires=100, <sip:4@h>;q=0.005, <sip:5@h>;q=0")
                .header("Expires", "600"));

        assertEquals(
                "<sip:3@h>;q=1;expires=100, <sip:1@h>;q=0.5;expires=600, <sip:4@h>;q=0.005;expires=600, "
                        + "<sip:5@h>;q=0;expires=600, <sip:2@h>;expires=600",
                reply.header("Contact"));
    }

    @Test
    void register_again_refreshesUnderTheSameId() {
        registrar.send(Register.request().contact("<" + PHONE + ">"));
        long id = registrar.contact("alice@example.com").id();
        registrar.advance(1000);

        Reply reply = registrar.send(Register.request().cseq(2).contact("<" + PHONE + ">"));

        assertEquals("<" + PHONE + ">;expires=3600", reply.header("Contact"));
        assertEquals(id, registrar.contact("alice@example.com").id());
        assertEquals(Registrar.NOW + 4600, registrar.contact("alice@example.com").binding().expires());
    }

    @Test
    void register_withoutContact_listsWithTheTimeLeftAndChangesNothing() {
        registrar.send(Register.request().contact("<" + PHONE + ">"));
        Contact before = registrar.contact("alice@example.com");
        registrar.advance(600);

        Reply reply = registrar.send(Register.request().cseq(2));

        assertEquals("<" + PHONE + ">;expires=3000", reply.header("Contact"));
        assertEquals(before, registrar.contact("alice@example.com"));

        registrar.advance(3000);
        assertNull(registrar.send(Register.request().cseq(3)).header("Contact"));
    }

    @Test
    void register_expiresZero_removesOnlyThatContact() {
        registrar.send(Register.request().contact("<" + PHONE + ">, <" + DESK + ">"));

        Reply reply = registrar.send(Register.request().cseq(2).contact("<" + PHONE + ">;expires=0"));

        assertEquals(200, reply.status());
        assertEquals("<" + DESK + ">;expires=3600", reply.header("Contact"));

        Reply last = registrar.send(
                Register.request().cseq(3).contact("<" + DESK + ">").header("Expires", "0"));
        assertEquals(200, last.status());
        assertNull(last.header("Contact"));
        assertEquals(0, registrar.table().size());
    }

    @Test
    void register_expiresZeroOfAnUnknownContact_isFine() {
        Reply reply = registrar.send(Register.request().contact("<" + PHONE + ">;expires=0"));

        assertEquals(200, reply.status());
        assertNull(reply.header("Contact"));
    }

    @Test
    void register_star_removesAll() {
        registrar.send(Register.request().contact("<" + PHONE + ">, <" + DESK + ">"));

        Reply reply = registrar.send(
                Register.request().callId("other").contact("*").header("Expires", "0"));

        assertEquals(200, reply.status());
        assertNull(reply.header("Contact"));
        assertEquals(0, registrar.table().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "*                     | -   | * used in contact and expires is not zero",
        "*                     | 60  | * used in contact and expires is not zero",
        "*, <sip:a@h>          | 0   | Malformed Contact",
        "<sip:a@h>, *          | 0   | Malformed Contact",
        "<sip:a@h>             | abc | Expires parse error",
        "<sip:a@h              | -   | Malformed Contact",
        "<sip:a@h>;q=1.1       | -   | Malformed Contact q",
        "<sip:b@h>, <sip:a@h>;q=x | - | Malformed Contact q",
        "<sip:b@h>, <sip:a@>   | -   | Malformed Contact",
        "<tel:+1>              | -   | Contact parse error",
        "<mailto:a@h>          | -   | Contact parse error",
    })
    void register_malformed_isRefusedAndNothingChanges(String contact, String expires, String error) {
        registrar.send(Register.request().contact("<" + PHONE + ">"));
        Contact before = registrar.contact("alice@example.com");

        Register register = Register.request().cseq(2).contact(contact);
        Reply reply = registrar.send(expires == null ? register : register.header("Expires", expires));

        assertEquals(400, reply.status());
        assertEquals(error, reply.header("P-Registrar-Error"));
        assertEquals(before, registrar.contact("alice@example.com"));
    }

    @Test
    void register_cseqNotHigher_isRefused() {
        registrar.send(Register.request().cseq(5).contact("<" + PHONE + ">"));

        for (int cseq : new int[] {4, 5}) {
            Register removal = Register.request().cseq(cseq).branch("z9hG4bKx" + cseq);
            Reply reply = registrar.send(removal.contact("<" + PHONE + ">;expires=0"));
            assertEquals(400, reply.status());
            assertEquals("Invalid CSeq number", reply.header("P-Registrar-Error"));
        }
        assertEquals(5, registrar.contact("alice@example.com").binding().cseq());
    }

    @Test
    void register_tooLongContactOrCallId_isRefused() {
        Reply contact = registrar.send(Register.request().contact("<sip:" + "a".repeat(250) + "@h>"));
        assertEquals(400, contact.status());
        assertEquals("Contact/received too long", contact.header("P-Registrar-Error"));

        Reply second = registrar.send(
                Register.request().cseq(2).contact("<" + PHONE + ">, <sip:" + "a".repeat(250) + "@h>"));
        assertEquals(400, second.status());

        Reply callId = registrar.send(Register.request().callId("c".repeat(256)).contact("<" + PHONE + ">"));
        assertEquals(400, callId.status());
        assertEquals("Callid too long", callId.header("P-Registrar-Error"));
        assertEquals(0, registrar.table().size());

        Register fits = Register.request().callId("c".repeat(255)).contact("<sip:" + "a".repeat(249) + "@h>");
        assertEquals(200, registrar.send(fits).status());
    }

    @Test
    void register_moreContactsThanOneRequestMayHave_isRefused() {
        String contacts = "<sip:a@h>" + ", <sip:a@h>".repeat(RegistrationReader.MAX_CONTACTS_IN_REQUEST);

        assertEquals(400, registrar.send(Register.request().contact(contacts)).status());
    }

    @Test
    void register_tooLongAor_isAServerErrorAsInOpenSips() {
        registrar = new Registrar(new RegisterSettings(
                AorPolicy.DEFAULT, CharSign.SIGNED, new LengthLimits(64, 64, 100, 255), ExpiryPolicy.DEFAULT,
                SavePolicy.DEFAULT, PathPolicy.DEFAULT, NatPolicy.OFF, -1, 5));
        for (String to : List.of(
                "<sip:" + "a".repeat(65) + "@h>",
                "<sip:a@" + "h".repeat(65) + ">",
                "<sip:" + "a".repeat(50) + "@" + "h".repeat(50) + ">")) {
            Reply reply = registrar.send(Register.request().branch("z9hG4bK" + to.length()).to(to));
            assertEquals(500, reply.status());
            assertEquals("Address Of Record too long", reply.header("P-Registrar-Error"));
            assertEquals("5", reply.header("Retry-After"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "<sip:example.com>,               Error while parsing AOR",
        "<tel:+15550100>,                 Error while parsing AOR",
        "<sip:al%00ice@example.com>,      Error while unescaping username",
        "<sip:al%C3%A9@example.com>,      Error while unescaping username",
        "<sip:alice%20@example.com>,      Error while unescaping username",
    })
    void register_toThatIsNoAor_isRefused(String to, String error) {
        Reply reply = registrar.send(Register.request().to(to).contact("<" + PHONE + ">"));

        assertEquals(400, reply.status());
        assertEquals(error, reply.header("P-Registrar-Error"));
        assertEquals(0, registrar.table().size());
    }

    @Test
    void register_aor_isUnescapedAndItsDomainFolded() {
        registrar.send(Register.request()
                .to("\"A\" <sips:%41lice:secret@EXAMPLE.com:5061;x=1>;y=2")
                .contact("<" + PHONE + ">"));

        Contact contact = registrar.contact("Alice@example.com");
        assertEquals("Alice@example.com", contact.aor());
        int hash = CoreHash.of("Alice@example.com", CharSign.SIGNED) & 0xffff;
        assertEquals(hash, ContactId.aorHash(contact.id()));
    }

    @Test
    void register_withoutUseDomain_isTheUserAlone() {
        registrar = new Registrar(new RegisterSettings(
                new AorPolicy(false, false, ""), CharSign.SIGNED, LengthLimits.DEFAULT, ExpiryPolicy.DEFAULT,
                SavePolicy.DEFAULT, PathPolicy.DEFAULT, NatPolicy.OFF, -1, 0));
        registrar.send(Register.request().to("<sip:Alice@example.com>").contact("<" + PHONE + ">"));

        assertEquals("alice", registrar.contact("alice").aor());
    }

    @Test
    void register_path_isEchoedOnlyToClientsThatKnowIt() {
        Reply silent = registrar.send(Register.request().contact("<" + PHONE + ">").header("Path", "<sip:p;lr>"));
        assertNull(silent.header("Path"));
        assertEquals("<sip:p;lr>", registrar.contact("alice@example.com").binding().path());

        Reply echoed = registrar.send(Register.request()
                .cseq(2)
                .contact("<" + PHONE + ">")
                .header("Supported", "outbound, PATH")
                .header("Path", "<sip:p;lr>")
                .header("Path", "<sip:q;lr>"));
        assertEquals("<sip:p;lr>,<sip:q;lr>", echoed.header("Path"));
    }

    @Test
    void register_pathOff_isStoredAndNotShown() {
        registrar = pathRegistrar(PathMode.OFF, false);

        Reply reply = registrar.send(Register.request()
                .contact("<" + PHONE + ">").header("Supported", "path").header("Path", "<sip:p;lr>"));
        assertNull(reply.header("Path"));
        assertEquals("<sip:p;lr>", registrar.contact("alice@example.com").binding().path());
    }

    @Test
    void register_pathIgnored_isNotStored() {
        registrar = pathRegistrar(PathMode.IGNORE, false);

        Reply reply = registrar.send(Register.request()
                .contact("<" + PHONE + ">").header("Supported", "path").header("Path", "<sip:p;lr>"));
        assertNull(reply.header("Path"));
        assertNull(registrar.contact("alice@example.com").binding().path());
        assertEquals(420, registrar.send(Register.request().cseq(2).header("Require", "path")).status());
    }

    @Test
    void register_pathStrict_isTakenFromPhonesThatKnowItAlone() {
        registrar = pathRegistrar(PathMode.STRICT, false);
        Register ignorant = Register.request().contact("<" + PHONE + ">").header("Path", "<sip:p;lr>");

        Reply refused = registrar.send(ignorant);
        assertEquals(420, refused.status());
        assertEquals("path", refused.header("Unsupported"));
        assertEquals(0, registrar.table().size());

        Reply taken = registrar.send(ignorant.cseq(2).header("Supported", "path"));
        assertEquals("<sip:p;lr>", taken.header("Path"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "`<sip:p;lr;received=sip:192.0.2.9:5070%3btransport%3Dtcp>`,         sip:192.0.2.9:5070;transport=tcp",
        "`<sip:p;lr;r2=on>,<sip:q;lr;r2=on;received=sip:192.0.2.9>,<sip:r>`, sip:192.0.2.9",
        "`<sip:p;lr>,<sip:q;lr;received=sip:192.0.2.9>`,",
    })
    void register_pathReceived_isStoredWhereItIsTrusted(String path, String received) {
        registrar = pathRegistrar(PathMode.LAZY, true);
        registrar.send(Register.request().contact("<" + PHONE + ">").header("Path", path));
        assertEquals(received, registrar.contact("alice@example.com").binding().received());

        registrar = pathRegistrar(PathMode.LAZY, false);
        registrar.send(Register.request().contact("<" + PHONE + ">").header("Path", path));
        assertNull(registrar.contact("alice@example.com").binding().received());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<sip:p;lr;received>", "<sip:p;lr;received=nobody>", "<sip:p;lr;received=sip:%00>"})
    void register_malformedPathReceived_isRefused(String path) {
        registrar = pathRegistrar(PathMode.LAZY, true);

        assertEquals(400, registrar.send(Register.request().contact("<" + PHONE + ">").header("Path", path)).status());
        assertEquals(0, registrar.table().size());
    }

    @Test
    void register_overAConnection_isThePhonesUnlessAProxyIsBetween() {
        registrar.send(new RecordingFlow(Transport.TCP, 5062, 7), Register.request().contact("<" + PHONE + ">"));
        assertEquals(7, registrar.contact("alice@example.com").binding().connectionId());

        Register throughProxy = Register.request().cseq(2).contact("<" + PHONE + ">").header("Path", "<sip:p;lr>");
        registrar.send(new RecordingFlow(Transport.TCP, 5062, 8), throughProxy);
        assertEquals(0, registrar.contact("alice@example.com").binding().connectionId());
    }

    private static Registrar pathRegistrar(PathMode mode, boolean storesReceived) {
        return new Registrar(new RegisterSettings(
                AorPolicy.DEFAULT, CharSign.SIGNED, LengthLimits.DEFAULT, ExpiryPolicy.DEFAULT, SavePolicy.DEFAULT,
                new PathPolicy(mode, storesReceived), NatPolicy.OFF, -1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:p;lr", "<sip:p", "<tel:1>", "<sip:p;lr>,", "<sip:p>", "<sip:p;lr>,<tel:1>"})
    void register_malformedPath_isRefused(String path) {
        Reply reply = registrar.send(Register.request().contact("<" + PHONE + ">").header("Path", path));

        assertEquals(400, reply.status());
        assertEquals("Path parse error", reply.header("P-Registrar-Error"));
        assertEquals(0, registrar.table().size());
    }

    @Test
    void register_tooManyContacts_isUnavailable() {
        registrar = new Registrar(new RegisterSettings(
                AorPolicy.DEFAULT, CharSign.SIGNED, LengthLimits.DEFAULT, ExpiryPolicy.DEFAULT, SavePolicy.limited(1),
                PathPolicy.DEFAULT, NatPolicy.OFF, -1, 0));
        registrar.send(Register.request().contact("<" + PHONE + ">"));

        Reply reply = registrar.send(Register.request().cseq(2).contact("<" + DESK + ">"));

        assertEquals(503, reply.status());
        assertEquals("Service Unavailable", reply.reason());
        assertEquals("Too many registered contacts", reply.header("P-Registrar-Error"));
        assertNull(reply.header("Retry-After"));
        assertEquals(1, registrar.table().size());
    }

    @Test
    void register_permanentContact_isAnsweredWithANumberThatPhonesCanRead() {
        String aor = "alice@example.com";
        Binding permanent = new Binding(
                Binding.PERMANENT, 100, "x", 1, Registrar.NOW, 0, "", "n/a", "sip:192.0.2.9:5060;transport=tcp", null,
                null, null, null, null, null, 0);
        long id = new ContactId(CoreHash.of(aor, CharSign.SIGNED) & 0xffff, 7, 1).pack();
        registrar.table().load(new Contact(id, aor, "sip:gw@h", permanent));

        assertEquals(
                "<sip:gw@h>;q=0.1;expires=31536000;received=\"sip:192.0.2.9:5060;transport=tcp\"",
                registrar.send(Register.request()).header("Contact"));
    }

    @Test
    void register_receivedColumnThatIsNoUri_isLeftOut() {
        String aor = "alice@example.com";
        Binding binding = new Binding(
                Registrar.NOW + 60, -1, "x", 1, Registrar.NOW, 0, "", "n/a", "sip:h\r\nX: y", null, null, null, null,
                null, null, 0);
        long id = new ContactId(CoreHash.of(aor, CharSign.SIGNED) & 0xffff, 7, 1).pack();
        registrar.table().load(new Contact(id, aor, "sip:gw@h", binding));

        assertEquals("<sip:gw@h>;expires=60", registrar.send(Register.request()).header("Contact"));
    }

    @Test
    void register_anyAnswer_hasAToTagAndGoesWhereTheViaSays() {
        RecordingFlow flow = new RecordingFlow(Transport.UDP, 40_000, 0);
        Reply reply = registrar.send(flow, Register.request());

        assertEquals(List.of(5062), flow.ports());
        assertNotNull(reply.header("To"));
        assertTrue(reply.header("To").startsWith("<sip:alice@example.com>;tag="));
        assertEquals("0", reply.header("Content-Length"));
    }
}
