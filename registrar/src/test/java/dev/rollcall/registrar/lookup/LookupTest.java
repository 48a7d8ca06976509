package dev.rollcall.registrar.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.contactid.ContactId;
import dev.rollcall.contactid.CoreHash;
import dev.rollcall.registrar.usrloc.Binding;
import dev.rollcall.registrar.usrloc.Contact;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What another proxy is told that asks over a socket where a user is. */
class LookupTest {
    private static final String ALICE = "sip:alice@example.com";
    private static final String INSTANCE = "<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>";

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "MESSAGE", "SUBSCRIBE", "NOTIFY", "REFER", "FOO"})
    void request_toARegisteredUser_isRedirected(String method) throws Exception {
        try (LookupServer server = LookupServer.open()) {
            server.register("alice", "<sip:alice@192.0.2.7:5070;transport=tcp>;expires=600");
            server.advance(100);
            String answer = server.ask(method, ALICE);
            assertTrue(answer.startsWith("SIP/2.0 302 Moved Temporarily\r\n"), answer);
            assertEquals("<sip:alice@192.0.2.7:5070;transport=tcp>;expires=500", header(answer, "Contact"));
            assertEquals("1 " + method, header(answer, "CSeq"));
            assertTrue(header(answer, "To").startsWith("<" + ALICE + ">;tag="), answer);
        }
    }

    @Test
    void contacts_several_comeByQ() throws Exception {
        try (LookupServer server = LookupServer.open()) {
            server.register("alice", "<sip:alice@192.0.2.1>;q=0.25;expires=600,<sip:alice@192.0.2.2>;q=1;expires=600,"
                    + "<sip:alice@192.0.2.3>;q=0.5;expires=600");
            assertEquals("<sip:alice@192.0.2.2>;q=1;expires=600, <sip:alice@192.0.2.3>;q=0.5;expires=600, "
                    + "<sip:alice@192.0.2.1>;q=0.25;expires=600", header(server.ask("INVITE", ALICE), "Contact"));
        }
    }

    @Test
    void contacts_expired_areNeverGiven() throws Exception {
        try (LookupServer server = LookupServer.open()) {
            server.register("alice", "<sip:alice@192.0.2.1>;expires=60,<sip:alice@192.0.2.2>;expires=600");
            server.advance(60);
            assertEquals("<sip:alice@192.0.2.2>;expires=540", header(server.ask("INVITE", ALICE), "Contact"));
            server.advance(540);
            assertStatus("480 Temporarily Unavailable", server.ask("INVITE", ALICE));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sip:bob@example.com, 480 Temporarily Unavailable",
        "sip:alice@elsewhere.org, 404 Not Found",
        "sip:alice@ELSEWHERE.org, 404 Not Found",
        "sip:example.com, 404 Not Found",
        "sip:al%07ice@example.com, 404 Not Found",
        "sip:alice@example.com;gr, 404 Not Found",
        "tel:+15551234, 416 Unsupported URI Scheme",
        "sip:Alice@example.com, 480 Temporarily Unavailable",
        "sips:alice@example.com, 480 Temporarily Unavailable",
        "sip:alice@EXAMPLE.com, 302 Moved Temporarily",
        "sip:%61lice@example.com:5080;user=phone, 302 Moved Temporarily",
        "sip:alice:secret@example.com, 302 Moved Temporarily"})
    void requestUri_ofAnyKind_isJudgedAsAToIsRegistered(String uri, String status) throws Exception {
        try (LookupServer server = LookupServer.open()) {
            server.register("alice", "<sip:alice@192.0.2.7>");
            assertStatus(status, server.ask("INVITE", uri, ALICE, ""));
        }
    }

    @Test
    void aor_byItsPolicy_isFoundWithoutDomainAndCase() throws Exception {
        AorPolicy policy = new AorPolicy(false, false, "sip.");
        try (LookupServer server =
                new LookupServer("127.0.0.1", "method-filtering", policy, Optional.empty())) {
            server.register("Alice", "<sip:alice@192.0.2.7>");
            assertStatus("302 Moved Temporarily", server.ask("INVITE", "sip:aLICE@any.example.net"));
            assertStatus("404 Not Found", server.ask("INVITE", "sip:alice@sip.elsewhere.org"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Max-Forwards: 0 | 483 Too Many Hops",
        "Max-Forwards: 00 | 483 Too Many Hops",
        "Max-Forwards: 1 | 302 Moved Temporarily",
        "Require: foo, 100rel | 302 Moved Temporarily",
        "Proxy-Require: bar | 302 Moved Temporarily"})
    void headers_thatLimitARequest_areJudgedByRfc3261(String header, String status) throws Exception {
        try (LookupServer server = LookupServer.open()) {
            server.register("alice", "<sip:alice@192.0.2.7>");
            assertStatus(status, server.ask("INVITE", ALICE, ALICE, header + "\r\n"));
        }
    }

    @Test
    void dialog_elsewhere_isNotKnown() throws Exception {
        try (LookupServer server = LookupServer.open()) {
            server.register("alice", "<sip:alice@192.0.2.7>");
            assertStatus("481 Call/Transaction Does Not Exist", server.ask("BYE", ALICE, ALICE + ";tag=callee", ""));
        }
    }

    @Test
    void ack_ofA302_isAbsorbedAndARetransmissionAnsweredAlike() throws Exception {
        try (LookupServer server = LookupServer.open()) {
            server.register("alice", "<sip:alice@192.0.2.7>");
            String invite = """
                    INVITE sip:alice@example.com SIP/2.0
                    Via: SIP/2.0/UDP 127.0.0.1;rport;branch=z9hG4bKsame
                    From: <sip:caller@example.org>;tag=caller
                    To: <sip:alice@example.com>
                    Call-ID: same
                    CSeq: 1 INVITE
                    Content-Length: 0

                    """.replace("\n", "\r\n");
            String answer = server.exchange(invite);
            server.send(invite.replace("INVITE", "ACK").replace(
                    "To: <sip:alice@example.com>", "To: " + header(answer, "To")));
            assertEquals(answer, server.exchange(invite));
        }
    }

    @Test
    void methods_thatAContactDoesNotTake_leaveItOut() throws Exception {
        try (LookupServer server = LookupServer.open()) {
            server.register("alice", "<sip:alice@192.0.2.1>;methods=\"INVITE,ACK,BYE\"");
            server.register("alice", "<sip:alice@192.0.2.2>;methods=\"MESSAGE\"");
            assertEquals("<sip:alice@192.0.2.2>;expires=3600", header(server.ask("MESSAGE", ALICE), "Contact"));
            String refused = server.ask("SUBSCRIBE", ALICE);
            assertStatus("405 Method Not Allowed", refused);
            assertEquals("INVITE, ACK, BYE, MESSAGE", header(refused, "Allow"));
        }
        try (LookupServer server = LookupServer.open("")) {
            server.register("alice", "<sip:alice@192.0.2.2>;methods=\"MESSAGE\"");
            assertStatus("302 Moved Temporarily", server.ask("SUBSCRIBE", ALICE));
        }
    }

    @Test
    void flags_noBranchesAndUserAgent_chooseContacts() throws Exception {
        try (LookupServer server = LookupServer.open("no-branches")) {
            server.register("alice", "<sip:alice@192.0.2.1>;q=0.1,<sip:alice@192.0.2.2>;q=0.9");
            assertEquals("<sip:alice@192.0.2.2>;q=0.9;expires=3600", header(server.ask("INVITE", ALICE), "Contact"));
        }
        try (LookupServer server = LookupServer.open("ua-filtering=/^desk(phone)?,/, case-insensitive")) {
            server.register("alice", "<sip:alice@192.0.2.1>", "User-Agent: Soft\r\n");
            assertStatus("480 Temporarily Unavailable", server.ask("INVITE", ALICE));
            server.register("alice", "<sip:alice@192.0.2.2>", "User-Agent: DeskPhone, 2\r\n");
            assertEquals("<sip:alice@192.0.2.2>;expires=3600", header(server.ask("INVITE", ALICE), "Contact"));
        }
    }

    @Test
    void sips_asksForSipsContactsAlone() throws Exception {
        try (LookupServer server = LookupServer.open()) {
            server.register("alice", "<sip:alice@192.0.2.1>,<SIPS:alice@192.0.2.2>");
            assertEquals("<SIPS:alice@192.0.2.2>;expires=3600",
                    header(server.ask("INVITE", "sips:alice@example.com"), "Contact"));
        }
    }

    @Test
    void path_ofAContact_becomesTheRouteInItsUri() throws Exception {
        try (LookupServer server = LookupServer.open()) {
            server.register("alice", "<sip:alice@10.0.0.7?Subject=a>",
                    "Path: <sip:edge.example.com;lr>\r\nPath: <sip:p@[2001:db8::1]:5080;lr>\r\n");
            assertEquals("<sip:alice@10.0.0.7?Subject=a&Route=%3Csip:edge.example.com%3Blr%3E%2C"
                    + "%3Csip:p%40[2001:db8::1]:5080%3Blr%3E>;expires=3600",
                    header(server.ask("INVITE", ALICE), "Contact"));
        }
    }

    @Test
    void received_ofAContact_standsBesideItsUri() throws Exception {
        try (LookupServer server = LookupServer.open()) {
            load(server, "sip:alice@10.0.0.7", "sip:203.0.113.9:40001;transport=tcp", INSTANCE, 1);
            assertEquals("<sip:alice@10.0.0.7>;expires=31536000;received=\"sip:203.0.113.9:40001;transport=tcp\"",
                    header(server.ask("INVITE", ALICE), "Contact"));
        }
    }

    @Test
    void gruu_ofAnInstance_givesItsNewestContactAlone() throws Exception {
        try (LookupServer server = LookupServer.open()) {
            load(server, "sip:alice@192.0.2.1", null, "<urn:uuid:00000000-0000-1000-8000-000A95A0E128>", 3);
            load(server, "sip:alice@192.0.2.2", null, INSTANCE, 2);
            load(server, "sip:alice@192.0.2.3", null, INSTANCE, 1);
            load(server, "sip:alice@192.0.2.4", null, null, 4);
            String answer = server.ask("INVITE", ALICE + ";gr=urn:uuid:F81D4fae-7dec-11d0-a765-00a0c91e6bf6");
            assertEquals("<sip:alice@192.0.2.2>;expires=31536000", header(answer, "Contact"));
            server.register("bob", "<sip:bob@192.0.2.8>,<sip:bob@192.0.2.9>;+sip.instance=\"" + INSTANCE + '"');
            answer = server.ask("INVITE", "sip:bob@example.com;gr=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
            assertEquals("<sip:bob@192.0.2.9>;expires=3600", header(answer, "Contact"));
            assertStatus("480 Temporarily Unavailable", server.ask("INVITE", ALICE + ";gr=urn:uuid:f81d4fae"));
            assertStatus("480 Temporarily Unavailable", server.ask("INVITE", ALICE + ";gr=x%3e"));
        }
    }

    @Test
    void contact_thatIsTheRequestUri_isNotRedirectedTo() throws Exception {
        try (LookupServer server = LookupServer.open()) {
            server.register("alice", "<sip:alice@EXAMPLE.com>");
            assertStatus("480 Temporarily Unavailable", server.ask("INVITE", ALICE));
        }
    }

    @Test
    void answer_longerThanADatagram_leavesOutTheLowestQ() throws Exception {
        try (LookupServer server = LookupServer.open()) {
            String padding = "x".repeat(1_500);
            for (int i = 0; i < 100; i++) {
                load(server, "sip:alice@192.0.2.7;p=" + padding + i, null, null, i, 900 - i);
            }
            String answer = server.ask("INVITE", ALICE);
            assertTrue(answer.startsWith("SIP/2.0 302 "), answer);
            assertTrue(answer.endsWith("\r\n\r\n"));
            int contacts = header(answer, "Contact").split(", ").length;
            assertTrue(contacts >= 38 && contacts < 44, contacts + " contacts");
            for (int i = 0; i < contacts; i++) {
                assertTrue(answer.contains(padding + i + ">"), "contact " + i);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"alice, 480 Temporarily Unavailable", "bob, 404 Not Found", "mute, 480 Temporarily Unavailable"})
    void user_notRegistered_isToldFromOneWhomThereIsNot(String user, String status) throws Exception {
        UserDirectory users = (name, domain) -> switch (name + '@' + domain) {
            case "alice@example.com" -> CompletableFuture.supplyAsync(() -> true);
            case "mute@example.com" -> CompletableFuture.failedFuture(new IllegalStateException("no database"));
            default -> CompletableFuture.completedFuture(false);
        };
        try (LookupServer server =
                new LookupServer("127.0.0.1", "method-filtering", AorPolicy.DEFAULT, Optional.of(users))) {
            assertStatus(status, server.ask("INVITE", "sip:" + user + "@example.com"));
        }
    }

    @Test
    void stranger_whoMayNotAsk_getsTheSame405ForEveryUser() throws Exception {
        try (LookupServer server =
                new LookupServer("192.0.2.0/24", "method-filtering", AorPolicy.DEFAULT, Optional.empty())) {
            server.register("alice", "<sip:alice@192.0.2.7>");
            String known = server.ask("INVITE", ALICE);
            assertStatus("405 Method Not Allowed", known);
            assertEquals("REGISTER, OPTIONS", header(known, "Allow"));
            assertFalse(known.contains("Contact"), known);
            String unknown = server.ask("INVITE", "sip:nobody@example.com");
            assertEquals(known.lines().filter(line -> !line.matches("(?i)(via|to|call-id): .*")).toList(),
                    unknown.lines().filter(line -> !line.matches("(?i)(via|to|call-id): .*")).toList());
        }
    }

    @Test
    void options_fromWhomeverMayAsk_isAnsweredByTheServerItself() throws Exception {
        try (LookupServer server = LookupServer.open()) {
            server.register("alice", "<sip:alice@192.0.2.7>");
            assertStatus("200 OK", server.ask("OPTIONS", ALICE));
            assertStatus("481 Call/Transaction Does Not Exist", server.ask("CANCEL", ALICE));
        }
    }

    private static void load(LookupServer server, String uri, String received, String instance, int label) {
        load(server, uri, received, instance, label, Binding.UNSPECIFIED_Q);
    }

    private static void load(LookupServer server, String uri, String received, String instance, int label, int q) {
        String aor = "alice@example.com";
        long id = ContactId.pack(CoreHash.of(aor, CharSign.SIGNED) & 0xffff, 1, label);
        // the one at 192.0.2.2 is the newest
        int age = uri.endsWith("2") ? 0 : 10;
        server.table.load(new Contact(id, aor, uri, new Binding(
                Binding.PERMANENT, q, "call", 1, server.now() - age, 0, "", "n/a", received, null,
                "udp:127.0.0.1:5060", null, instance, null, null, 0)));
    }

    private static void assertStatus(String status, String answer) {
        assertEquals("SIP/2.0 " + status, answer.lines().findFirst().orElseThrow(), answer);
    }

    private static String header(String answer, String name) {
        return answer.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in:\n" + answer));
    }
}
