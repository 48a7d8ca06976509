package dev.rollcall.registrar.lookup;

import dev.rollcall.aor.AorPolicy;
import dev.rollcall.contactid.CharSign;
import dev.rollcall.modparam.LookupFlags;
import dev.rollcall.modparam.Networks;

/**
 * How contacts are looked up.
 *
 * @param aorPolicy how a Request-URI becomes an AOR, as a REGISTER's To does
 * @param charSign how an AOR's bytes are hashed
 * @param from who may ask
 * @param flags which contacts are given
 */
public record LookupSettings(AorPolicy aorPolicy, CharSign charSign, Networks from, LookupFlags flags) {}
