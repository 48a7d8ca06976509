package dev.rollcall.registrar.config;

import java.util.List;

/** A configuration that cannot be served, with everything that is wrong with it; passwords are masked. */
public final class ConfigRefusedException extends Exception {
    private final List<String> problems;

    ConfigRefusedException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong: a sentence each that names key, value, place and what is allowed. */
    public List<String> problems() {
        return problems;
    }
}
