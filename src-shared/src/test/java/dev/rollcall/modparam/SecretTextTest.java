package dev.rollcall.modparam;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTextTest {
    @ParameterizedTest
    @CsvSource({
        "mysql://u:pw@h/d, mysql://***@h/d",
        "mysql://u:p@w/x:y@h/d, mysql://***@h/d",
        "mysql:u:pw@h/d, mysql:***@h/d",
        "jdbc:mysql://h/d?user=u&password=p@w&x=1, jdbc:mysql://h/d?user=u&password=***&x=1",
        "--db-urll=mysql://u:pw@h/d, --db-urll=mysql://***@h/d",
        "udp:127.0.0.1:5060, udp:127.0.0.1:5060",
        "alice@example.com, alice@example.com"
    })
    void masked_credentials_areGone(String text, String masked) {
        assertEquals(masked, SecretText.masked(text));
    }

    @ParameterizedTest
    @CsvSource({
        "usrloc.db_url, mysql://u:pw, mysql://***",
        "auth_db.db_url, u:pw, u:***",
        "usrloc.db_url, hunter2, ***",
        "usrloc.db_url, sqlite:rollcall.db, sqlite:rollcall.db",
        "auth.secret, hunter2, ***",
        "auth_db.password_column, ha1, ha1",
        "usrloc.hash_size, 17, 17"
    })
    void maskedFor_databaseWithoutAtSign_showsTheSchemeOnly(String key, String value, String masked) {
        assertEquals(masked, SecretText.maskedFor(key, value));
    }

    @Test
    void setting_asText_isMasked() {
        assertEquals("usrloc.db_url = mysql://***@h/d (x:1)",
                new Setting("usrloc.db_url", "mysql://u:pw@h/d", "x:1").toString());
    }
}
