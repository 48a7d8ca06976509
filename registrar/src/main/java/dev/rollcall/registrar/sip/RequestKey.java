package dev.rollcall.registrar.sip;

/**
 * What tells a request from all others and its retransmissions share: 128 bits that nobody outside can foresee, so that
 * neither chance nor a sender makes two of them equal.
 */
public record RequestKey(long high, long low) {}
