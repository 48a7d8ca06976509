package dev.rollcall.registrar.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketPolicyTest {
    private static final WebSocketPolicy POLICY =
            new WebSocketPolicy(List.of("https://phone.example.com", "HTTP://Dev.example.com:8080"));

    @ParameterizedTest
    @CsvSource({
        // listener, where the connection came to, Origin, expected
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, http://127.0.0.1:5066, true",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, https://localhost, true",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, http://LOCALHOST:3000, true",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, http://[::1]:8000, true",
        "wss:[::1]:5067, wss:[::1]:5067, http://127.0.0.1, true",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, https://phone.example.com, true",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, https://phone.example.com:443, true",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, http://dev.example.com:8080, true",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, https://phone.example.com:8443, false",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, http://phone.example.com, false",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, http://dev.example.com, false",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, https://evil.example, false",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, https://127.0.0.1.evil.example, false",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, https://localhost.evil.example, false",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, https://localhost@evil.example, false",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, null, false",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, localhost, false",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, '', false",
        "ws:192.0.2.1:80, ws:192.0.2.1:80, https://192.0.2.1, true",
        "ws:192.0.2.1:80, ws:192.0.2.1:80, http://localhost, false",
        "ws:192.0.2.1:80, ws:192.0.2.1:80, http://192.0.2.2, false",
        "wss:sip.example.com:443, wss:192.0.2.1:443, https://sip.example.com:8443, true",
        "wss:sip.example.com:443, wss:192.0.2.1:443, https://192.0.2.1, true",
        "wss:sip.example.com:443, wss:192.0.2.1:443, https://other.example.com, false",
        "ws:0.0.0.0:5066, ws:192.0.2.1:5066, http://192.0.2.1, true",
        "ws:0.0.0.0:5066, ws:127.0.0.1:5066, http://localhost, true",
        "ws:0.0.0.0:5066, ws:192.0.2.1:5066, http://localhost, false",
    })
    void allowsOrigin(String listener, String local, String origin, boolean expected) {
        assertEquals(
                expected, POLICY.allowsOrigin(origin, ListenAddress.parse(listener), ListenAddress.parse(local)));
    }

    @ParameterizedTest
    @CsvSource({
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, 127.0.0.1:5066, true",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, localhost, true",
        "wss:[::1]:5067, wss:[::1]:5067, [::1]:5067, true",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, phone.example.com, true",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, evil.example:5066, false",
        "ws:127.0.0.1:5066, ws:127.0.0.1:5066, '', false",
        "ws:0.0.0.0:5066, ws:127.0.0.1:5066, evil.example:5066, false",
        "ws:192.0.2.1:5066, ws:192.0.2.1:5066, any.example, true",
    })
    void allowsHost(String listener, String local, String host, boolean expected) {
        assertEquals(expected, POLICY.allowsHost(host, ListenAddress.parse(listener), ListenAddress.parse(local)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "*", "null", "phone.example.com", "https://", "https://a/b", "https://a?b", "https://u@a"
    })
    void constructor_noOrigin_isRefusedByName(String text) {
        List<String> origins = List.of(text);
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new WebSocketPolicy(origins));
        assertEquals(0, refusal.getMessage().indexOf("'" + text + "'"), refusal.getMessage());
    }
}
