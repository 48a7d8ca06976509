package dev.rollcall.registrar.usrloc;

import dev.rollcall.octets.Octets;

/**
 * What an answer says of one binding in force (RFC 3261 10.3 step 8); immutable, with texts of its own.
 *
 * @param uri the Contact URI as first stored
 * @param q thousandths, 0 to 1000, or {@link Binding#UNSPECIFIED_Q}
 * @param expires unix seconds; {@link Binding#PERMANENT} for one that never expires
 * @param received the received column, or {@code null}; what a database holds there need not be a URI
 */
public record CurrentBinding(Octets uri, int q, long expires, Octets received) {}
