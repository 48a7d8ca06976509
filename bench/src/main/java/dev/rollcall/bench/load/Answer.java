package dev.rollcall.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer, as much of it as counts here.
 *
 * @param status its status code
 * @param id whose answer it is
 */
record Answer(int status, RequestId id) {
    private static final Pattern FORM = Pattern.compile(
            "SIP/2\\.0 ([0-9]{3}) [^\r]*\r\nVia: [^\r]*;branch=z9hG4bK-([0-9]{1,9})-([0-9]{1,9})[;\r]");

    /** Reads an answer; nothing where it is not one to a REGISTER of ours. */
    static Optional<Answer> parse(byte[] message) {
        Matcher matcher = FORM.matcher(new String(message, StandardCharsets.ISO_8859_1));
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        RequestId id = new RequestId(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
        return Optional.of(new Answer(Integer.parseInt(matcher.group(1)), id));
    }
}
