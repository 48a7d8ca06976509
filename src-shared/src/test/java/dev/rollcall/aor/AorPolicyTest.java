package dev.rollcall.aor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AorPolicyTest {
    private static String aor(AorPolicy policy, String user, String host) {
        return policy.aorOf(user, host).text();
    }

    @Test
    void aorOf_defaults_keepsTheUserAndFoldsTheDomain() {
        assertEquals("Alice@example.com", aor(AorPolicy.DEFAULT, "Alice", "Example.COM"));
    }

    @Test
    void aorOf_caseInsensitive_foldsBoth() {
        assertEquals("alice@example.com", aor(new AorPolicy(true, false, ""), "Alice", "Example.COM"));
        assertEquals("alice", aor(new AorPolicy(false, false, ""), "Alice", "Example.COM"));
    }

    @Test
    void aorOf_withoutUseDomain_isTheUser() {
        assertEquals("Alice", aor(new AorPolicy(false, true, ""), "Alice", "Example.COM"));
        assertEquals("", aor(new AorPolicy(false, true, ""), "", "Example.COM"));
    }

    @Test
    void aorOf_emptyUser_isTheFoldedDomain() {
        assertEquals("example.com", aor(AorPolicy.DEFAULT, "", "Example.COM"));
    }

    @Test
    void aorOf_realmPrefix_isTakenOffWhereItMatchesExactly() {
        AorPolicy policy = new AorPolicy(true, true, "sip.");
        assertEquals("a@example.com", aor(policy, "a", "sip.example.com"));
        assertEquals("a@sip.example.com", aor(policy, "a", "SIP.example.com"));
        assertEquals("a@sip.", aor(policy, "a", "sip."));
    }

    @Test
    void aorOf_lettersOutsideAscii_stay() {
        assertEquals("\u00c4\u0130@example.com", aor(new AorPolicy(true, false, ""), "\u00c4\u0130", "EXAMPLE.com"));
    }
}
