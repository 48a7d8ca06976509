package dev.rollcall.uri;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One address of a header: a display name, a URI, and the header's parameters; immutable.
 *
 * @param display the display name as it stands, with its quotes; empty without one
 * @param uriText the URI as it stands, without angle brackets
 * @param uri the URI where its scheme is sip or sips
 * @param bracketed whether the URI stood in angle brackets
 * @param parameters what follows the URI, in its order
 */
public record NameAddr(
        String display, String uriText, Optional<SipUri> uri, boolean bracketed, List<Parameter> parameters) {

    /** The one address that a range of UTF-8 bytes holds, or nothing where it is malformed. */
    public static Optional<NameAddr> parse(byte[] bytes, int from, int to) {
        AddressScanner scanner = new AddressScanner().begin(bytes, from, to);
        return scanner.single() ? Optional.of(of(bytes, scanner)) : Optional.empty();
    }

    /** The addresses of a text that holds one or more with commas between them, or nothing where one is malformed. */
    public static Optional<List<NameAddr>> parseList(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parseList(bytes, 0, bytes.length);
    }

    /**
     * The addresses of a range of UTF-8 bytes, one or more with commas between them, or nothing where one is malformed.
     */
    public static Optional<List<NameAddr>> parseList(byte[] bytes, int from, int to) {
        AddressScanner scanner = new AddressScanner().begin(bytes, from, to);
        List<NameAddr> addresses = new ArrayList<>();
        do {
            if (!scanner.next()) {
                return Optional.empty();
            }
            addresses.add(of(bytes, scanner));
        } while (scanner.comma());
        return Optional.of(List.copyOf(addresses));
    }

    /** A parameter by its name in any case, or nothing without it. */
    public Optional<Parameter> parameter(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equalsIgnoreCase(name)) {
                return Optional.of(parameter);
            }
        }
        return Optional.empty();
    }

    /** The address that a scanner has just scanned in an array. */
    public static NameAddr of(byte[] bytes, AddressScanner scanner) {
        Optional<SipUri> uri = scanner.isSip() ? Optional.of(SipUri.of(scanner.sipUri())) : Optional.empty();
        return new NameAddr(
                text(bytes, scanner.displayStart(), scanner.displayEnd()),
                uri.isPresent() ? uri.get().toString() : text(bytes, scanner.uriStart(), scanner.uriEnd()),
                uri,
                scanner.isBracketed(),
                scanner.parameters().toList());
    }

    private static String text(byte[] bytes, int from, int to) {
        return from == to ? "" : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
