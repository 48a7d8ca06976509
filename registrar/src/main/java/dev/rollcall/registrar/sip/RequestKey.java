package dev.rollcall.registrar.sip;

/**
 * What tells a request from all others and its retransmissions share: 128 bits that nobody outside can foresee, so that
 * neither chance nor a sender makes two of them equal.
 *
 * @param high the half that is shown to the sender, as To tag of an answer
 * @param low the half that nobody is shown, so that nobody can choose requests by it
 */
public record RequestKey(long high, long low) {}
