package dev.rollcall.registrar.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which web pages may open a WebSocket (RFC 6455 10.2), so that no page that a user happens to visit registers through
 * a listener of the user's own machine. A client that names no Origin is no browser and is accepted.
 *
 * <p>An Origin is accepted if it is listed, or if its host is the listener's own, under any scheme and port. On
 * loopback, localhost, 127.0.0.0/8 and ::1 are one host, and the Host header must name it too, or the host of a listed
 * origin: no foreign name that resolves to 127.0.0.1 is served (DNS rebinding).
 */
public final class WebSocketPolicy {
    private final Set<String> origins = new HashSet<>();
    private final Set<String> originHosts = new HashSet<>();

    /**
     * A policy with these origins beside the listener's own host.
     *
     * @param origins origins as browsers send them: {@code https://phone.example.com}, with the port if it is not the
     *     scheme's own
     * @throws IllegalArgumentException in an operator's words, if one is not an origin
     */
    public WebSocketPolicy(Collection<String> origins) {
        for (String text : origins) {
            URI origin = origin(text);
            if (origin == null) {
                throw new IllegalArgumentException("'" + text
                        + "' is no web origin: expected SCHEME://HOST[:PORT], for example https://phone.example.com");
            }
            this.origins.add(serialize(origin));
            originHosts.add(origin.getHost().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Whether a page of this origin may connect.
     *
     * @param origin the Origin header
     * @param listener as configured
     * @param local the address that the connection came to
     */
    boolean allowsOrigin(String origin, ListenAddress listener, ListenAddress local) {
        URI uri = origin(origin);
        return uri != null && (origins.contains(serialize(uri)) || isOwn(uri.getHost(), listener, local));
    }

    /** Whether a Host header names a host that the listener answers for. */
    boolean allowsHost(String header, ListenAddress listener, ListenAddress local) {
        if (!local.isLoopback()) {
            return true;
        }
        URI uri = origin("http://" + header);
        if (uri == null) {
            return false;
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return originHosts.contains(host) || isOwn(host, listener, local);
    }

    private static boolean isOwn(String host, ListenAddress listener, ListenAddress local) {
        String name = unbracketed(host.toLowerCase(Locale.ROOT));
        return name.equals(listener.host())
                || name.equals(local.host())
                || local.isLoopback() && LoopbackNames.isLoopback(name);
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** A URI of scheme, host and perhaps a port, and nothing else; null for all else, as the opaque origin "null". */
    private static URI origin(String text) {
        try {
            URI uri = new URI(text);
            boolean more = uri.getRawUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null
                    || !String.valueOf(uri.getRawPath()).isEmpty();
            return uri.getScheme() == null || uri.getHost() == null || more ? null : uri;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    // RFC 6454 6.2: the scheme's own port is left out.
    private static String serialize(URI origin) {
        String scheme = origin.getScheme().toLowerCase(Locale.ROOT);
        int own = scheme.equals("https") ? 443 : scheme.equals("http") ? 80 : -1;
        String port = origin.getPort() < 0 || origin.getPort() == own ? "" : ":" + origin.getPort();
        return scheme + "://" + origin.getHost().toLowerCase(Locale.ROOT) + port;
    }
}
