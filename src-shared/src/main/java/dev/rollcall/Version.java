package dev.rollcall;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Rollcall: the build writes it into a resource, so that it is known outside of a jar too. */
public final class Version {
    private static final String TEXT = read();

    private Version() {}

    /** As in the parent's pom, {@code 1.2.3}. */
    public static String text() {
        return TEXT;
    }

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
