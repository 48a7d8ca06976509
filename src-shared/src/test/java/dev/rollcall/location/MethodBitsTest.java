package dev.rollcall.location;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.octets.Octets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodBitsTest {
    @Test
    void of_everyMethodThatOpenSipsNames_isAllBits() {
        List<String> methods = List.of(
                "INVITE", "CANCEL", "ACK", "BYE", "INFO", "OPTIONS", "UPDATE", "REGISTER", "MESSAGE", "SUBSCRIBE",
                "NOTIFY", "PRACK", "REFER", "PUBLISH");
        for (int i = 0; i < methods.size(); i++) {
            assertEquals(1 << i, MethodBits.of(Octets.of(methods.get(i))));
        }
        assertEquals(16384, MethodBits.of(Octets.of("invite, X")));
        assertEquals(0, MethodBits.of(Octets.EMPTY));
        assertEquals(1 + 8 + 16384, MethodBits.of(Octets.of(" ,INVITE\t,BYE , INVITES,")));
    }
}
