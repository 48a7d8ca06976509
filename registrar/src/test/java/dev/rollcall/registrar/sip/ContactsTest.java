package dev.rollcall.registrar.sip;

import static dev.rollcall.registrar.sip.Messages.request;
import static dev.rollcall.registrar.sip.Messages.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Contact header of a REGISTER in all its forms. */
class ContactsTest {
    @Test
    void contacts_ofAPhone_haveAllThatItSays() {
        SipContact contact = one("\"A, \\\"B\\\"\" <sip:al%69ce@192.0.2.9:5062;transport=tcp;ob?x=y>"
                + " ; Q=0.7 ;EXPIRES=60"
                + ";+sip.instance=\"<urn:uuid:0-1>\" ;reg-id = 1;methods=\"INVITE, ACK\";audio");
        assertEquals("sip:al%69ce@192.0.2.9:5062;transport=tcp;ob?x=y", contact.uriText());
        assertEquals("al%69ce", contact.uri().orElseThrow().user());
        assertEquals("\"A, \\\"B\\\"\"", contact.address().display());
        assertEquals(700, contact.q());
        assertEquals(OptionalLong.of(60), contact.expires());
        assertEquals(Optional.of("<urn:uuid:0-1>"), contact.instance());
        assertEquals(Optional.of("1"), contact.regId());
        assertEquals(Optional.of("INVITE, ACK"), contact.methods());
        assertTrue(contact.address().parameter("Audio").isPresent());
    }

    @Test
    void contacts_inListsAndLines_comeInOrder() {
        SipRequest request = request(with(
                "Contact: <sip:a@h>;x=\",\" ,sip:b@h;q=1 , \"c,<\" <sip:c@h>", "m: D d <sip:d,e@h>"));
        assertEquals(List.of("sip:a@h", "sip:b@h", "sip:c@h", "sip:d,e@h"),
                Contacts.of(request).value().contacts().stream().map(SipContact::uriText).toList());
    }

    @Test
    void contacts_bareUri_givesItsParametersToTheHeader() {
        SipContact contact = one("sip:a@h;expires=5;transport=tcp");
        assertEquals("sip:a@h", contact.uriText());
        assertEquals(OptionalLong.of(5), contact.expires());
        assertFalse(contact.address().bracketed());
        assertEquals("tcp", contact.address().parameter("transport").orElseThrow().value());
    }

    @Test
    void contacts_parametersInsideTheBrackets_belongToTheUri() {
        SipContact contact = one("<sip:a@h;expires=5;q=0.1>");
        assertEquals(OptionalLong.empty(), contact.expires());
        assertFalse(contact.expiresMalformed());
        assertEquals(SipContact.UNSPECIFIED_Q, contact.q());
    }

    @Test
    void contacts_ofAnotherScheme_haveNoSipUri() {
        SipContact contact = one("<mailto:alice@example.com>");
        assertEquals("mailto:alice@example.com", contact.uriText());
        assertEquals(Optional.empty(), contact.uri());
    }

    @Test
    void contacts_starAlone_isTheWildcard() {
        assertEquals(new Contacts(true, List.of()), Contacts.of(request(with("Contact:  * "))).value());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Contact: *, <sip:a@h>", "Contact: <sip:a@h>, *", "Contact: *;q=1", "Contact: *,*",
        "Contact: *\r\nContact: <sip:a@h>", "Contact: <sip:a@h>\r\nm: *", "Contact: *\r\nContact: *",
        "Contact: \"*\""})
    void contacts_starWithAnything_isAFault(String headers) {
        assertFalse(Contacts.of(request(with(headers))).isValid());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", ",", "<sip:a@h>,", ",<sip:a@h>", "<sip:a@h>,,<sip:b@h>", "<sip:a@h>;", "<sip:a@h>;;q=1",
        "<sip:a@h>;q=1;Q=1", "sip:a@h?b=c", "<sip:a@>", "<sip:@h>", "<sip:a@h> <sip:b@h>", "a@h", "<a@h>",
        "\"A\" sip:a@h", "\"A <sip:a@h>", "A, B <sip:a@h>", "<sip:a@h", "sip:a@h>", "<sip:a b@h>",
        "<sip:a@h>;x=\"y", "<sip:a@h>;x=", "<sip:a@h>;=y", "<sip:a@h>;x=y z", "<sip:a@h:5060transport=udp>",
        "<:5060transport=udp>", "\"\\\" <sip:a@h>", "<sip:a@h>x", "sip:a@h x", "<sip:a@h>;x=[::1", "<sip:a@h;x;X>"})
    void contacts_malformed_areAFault(String value) {
        assertEquals("Malformed Contact", Contacts.of(request(with("Contact: " + value))).fault());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0", "1, 1000", "0., 0", "1., 1000", "0.5, 500", "0.05, 50", "0.123, 123", "1.000, 1000", "0.999, 999"})
    void contacts_qValue_isReadInThousandths(String value, int thousandths) {
        assertEquals(thousandths, one("<sip:a@h>;q=" + value).q());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "2", "1.1", "1.001", "0.1234", "-0.5", "00.5", ".5", "0,5", "1.5", "\"0.5\"", "0.5x", "x", "10"})
    void contacts_qOutsideTheGrammar_isAFault(String value) {
        assertFalse(Contacts.of(request(with("Contact: <sip:a@h>;q=" + value))).isValid());
    }

    @Test
    void contacts_qWithoutValue_isAFault() {
        assertEquals("Malformed Contact q", Contacts.of(request(with("Contact: <sip:a@h>;q"))).fault());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        ";expires", ";expires=abc", ";expires=4294967296", ";expires=1.5", ";expires=\"60\"", ";expires=-1"})
    void contacts_expiresMalformed_isToldFromNone(String parameter) {
        SipContact contact = one("<sip:a@h>" + parameter);
        assertEquals(OptionalLong.empty(), contact.expires());
        assertTrue(contact.expiresMalformed());
    }

    @Test
    void contacts_largestExpires_isRead() {
        assertEquals(OptionalLong.of(4294967295L), one("<sip:a@h>;expires=4294967295").expires());
    }

    private static SipContact one(String value) {
        Parsed<Contacts> contacts = Contacts.of(request(with("Contact: " + value)));
        assertNull(contacts.fault());
        assertEquals(1, contacts.value().contacts().size());
        return contacts.value().contacts().get(0);
    }
}
