/** Text as it came from the network: a run of bytes that nobody has made a String of yet; and their keyed hash. */
package dev.rollcall.octets;
