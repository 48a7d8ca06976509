package dev.rollcall.registrar.sip;

import java.util.Optional;

/**
 * A message that breaks a rule.
 *
 * @param fault the first rule that it breaks
 * @param answerable the request as far as it was understood, where it can be answered: its topmost Via is
 *     well-formed, and it is no ACK. Other headers may be missing from it or be malformed.
 */
record MalformedMessage(Fault fault, Optional<SipRequest> answerable) implements SipMessage {}
