package dev.rollcall.contactid;

import java.util.Optional;

/**
 * What an operator said of the IDs of a table, and what is assumed where nothing was said.
 *
 * @param format the format, empty for {@code auto}
 * @param hashSize log2 of the number of slots, 2 to 16
 * @param useDomain whether the domain is part of the AOR
 * @param useDomainGiven whether that was said
 * @param charSign how bytes from 0x80 up are hashed
 * @param charSignGiven whether that was said
 */
public record IdSettings(
        Optional<ContactIdFormat> format,
        int hashSize,
        boolean useDomain,
        boolean useDomainGiven,
        CharSign charSign,
        boolean charSignGiven) {

    /** All values given. */
    public static IdSettings given(IdParameters parameters) {
        return new IdSettings(
                Optional.of(parameters.format()), parameters.hashSize(), parameters.useDomain(), true,
                parameters.charSign(), true);
    }

    /** These settings with a format decided. */
    public IdParameters with(ContactIdFormat decided) {
        return new IdParameters(decided, hashSize, useDomain, charSign);
    }

    /** These settings with a use_domain given. */
    public IdSettings withUseDomain(boolean given) {
        return new IdSettings(format, hashSize, given, true, charSign, charSignGiven);
    }
}
