package dev.rollcall.registrar.register;

import java.util.Arrays;
import java.util.List;

/** An answer taken apart. */
record Reply(String text) {
    int status() {
        return Integer.parseInt(text.substring("SIP/2.0 ".length(), "SIP/2.0 200".length()));
    }

    String reason() {
        return text.substring("SIP/2.0 200 ".length(), text.indexOf('\r'));
    }

    /** The values of all headers of a name. */
    List<String> headers(String name) {
        return Arrays.stream(text.split("\r\n"))
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .toList();
    }

    /** The value of the one header of a name; {@code null} without one. */
    String header(String name) {
        List<String> values = headers(name);
        if (values.size() > 1) {
            throw new AssertionError(values.size() + " headers " + name);
        }
        return values.isEmpty() ? null : values.get(0);
    }
}
