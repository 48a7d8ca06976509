package dev.rollcall.registrar.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MethodBitsTest {
    @Test
    void of_everyMethodThatOpenSipsNames_isAllBits() {
        List<String> methods = List.of(
                "INVITE", "CANCEL", "ACK", "BYE", "INFO", "OPTIONS", "UPDATE", "REGISTER", "MESSAGE", "SUBSCRIBE",
                "NOTIFY", "PRACK", "REFER", "PUBLISH");
        for (int i = 0; i < methods.size(); i++) {
            assertEquals(1 << i, MethodBits.of(List.of(methods.get(i))));
        }
        assertEquals(16384, MethodBits.of(List.of("invite", "X")));
        assertEquals(0, MethodBits.of(List.of()));
    }
}
