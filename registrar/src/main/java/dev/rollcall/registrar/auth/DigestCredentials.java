package dev.rollcall.registrar.auth;

import dev.rollcall.octets.Octets;
import dev.rollcall.uri.SipUri;
import java.util.Locale;
import java.util.Optional;

/**
 * Digest credentials as received; well-formed, nothing proven yet. Refers to the message that they came in.
 *
 * @param username with the domain if the client sends {@code user@domain}
 * @param realm the realm that they answer
 * @param nonce the nonce that they answer
 * @param uri the digest-uri, byte for byte
 * @param response the proof: as many hex digits as the algorithm has
 * @param algorithm MD5 where the client names none (RFC 7616 3.3); nothing for one that we never offer
 * @param qop the quality of protection; empty for RFC 2069 credentials, then without cnonce and nc
 * @param cnonce the client's nonce
 * @param nonceCount the 8 hex digits of nc
 */
record DigestCredentials(
        Octets username,
        Octets realm,
        Octets nonce,
        Octets uri,
        Octets response,
        Optional<DigestAlgorithm> algorithm,
        Octets qop,
        Octets cnonce,
        Octets nonceCount)
        implements Authorization {

    /** The same credentials, valid for ever. */
    DigestCredentials retained() {
        return new DigestCredentials(
                username.retained(),
                realm.retained(),
                nonce.retained(),
                uri.retained(),
                response.retained(),
                algorithm,
                qop.retained(),
                cnonce.retained(),
                nonceCount.retained());
    }

    /** OpenSIPS: the user name up to the first '@'. */
    Octets user() {
        return Octets.of(username.array(), username.from(), endOfUser());
    }

    /** Whether the client sends {@code user@domain}. */
    boolean hasDomain() {
        return endOfUser() < username.to();
    }

    /** OpenSIPS: the domain in the user name, else the realm; in any case. */
    Octets domain() {
        return hasDomain() ? Octets.of(username.array(), endOfUser() + 1, username.to()) : realm;
    }

    /** Whose secret proves them. */
    Subscriber subscriber(boolean useDomain) {
        return new Subscriber(user().toString(), useDomain ? domain().toString().toLowerCase(Locale.ROOT) : "");
    }

    /** Whether the digest-uri names the Request-URI. */
    boolean areFor(Octets requestUri) {
        return uri.equals(requestUri)
                || SipUri.parse(uri.array(), uri.from(), uri.to())
                        .flatMap(named -> SipUri.parse(requestUri.array(), requestUri.from(), requestUri.to())
                                .filter(named::matches))
                        .isPresent();
    }

    /** Which use of the nonce this is. */
    long count() {
        long count = 0;
        for (int i = 0; i < nonceCount.length() / 2; i++) {
            count = count << Byte.SIZE | HexDigits.byteAt(nonceCount, i);
        }
        return count;
    }

    private int endOfUser() {
        int i = username.from();
        while (i < username.to() && username.array()[i] != '@') {
            i++;
        }
        return i;
    }
}
