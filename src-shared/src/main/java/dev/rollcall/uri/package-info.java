/** SIP URIs and addresses by the grammar of RFC 3261 section 25, and the comparison of 19.1.4. */
package dev.rollcall.uri;
