package dev.rollcall.opensipscfg;

import java.util.Optional;

/** Whole numbers as OpenSIPS' scripts write them. */
final class Numbers {
    private Numbers() {}

    /** The decimal digits of a number; of a word that OpenSIPS reads as 1 or 0; nothing for another one. */
    static Optional<String> decimal(String sign, String word) {
        return switch (word) {
            case "yes", "true", "on", "enable" -> Optional.of("1");
            case "no", "false", "off", "disable" -> Optional.of("0");
            default -> number(word).map(number -> (sign.equals("-") ? "-" : "") + number);
        };
    }

    private static Optional<Long> number(String word) {
        if (word.matches("0x[0-9a-fA-F]{1,8}")) {
            return Optional.of(Long.parseLong(word.substring(2), 16));
        }
        if (word.matches("0[0-7]{1,10}")) {
            return Optional.of(Long.parseLong(word, 8));
        }
        return word.matches("[0-9]{1,10}") ? Optional.of(Long.valueOf(word)) : Optional.empty();
    }
}
