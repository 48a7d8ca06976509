package dev.rollcall.migrator;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option for the form of a report. A mixin of picocli. */
final class FormatOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--format", paramLabel = "FORM", description =
            "The form of an inspection's report: text, json (docs/inspect.md says what is in it) or html (one page)."
                    + " Default: text")
    private String format;

    boolean isGiven() {
        return format != null;
    }

    ReportFormat format() {
        if (format == null) {
            return ReportFormat.TEXT;
        }
        return Stream.of(ReportFormat.values())
                .filter(known -> name(known).equals(format))
                .findFirst()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--format is one of "
                        + Stream.of(ReportFormat.values()).map(FormatOption::name).collect(Collectors.joining(", "))
                        + ", and not " + format));
    }

    private static String name(ReportFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
