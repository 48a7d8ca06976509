package dev.rollcall.migrator;

import dev.rollcall.contactid.IdSettings;
import dev.rollcall.modparam.ParamValues;
import dev.rollcall.modparam.RollcallParams;
import dev.rollcall.modparam.UsrlocParams;

/**
 * What the operator said of a table's IDs.
 *
 * @param settings the values, given or assumed
 * @param hashSizeGiven whether the hash_size was given
 */
record Request(IdSettings settings, boolean hashSizeGiven) {
    /** What a command line said. */
    static Request of(ParamValues values) {
        IdSettings settings = new IdSettings(
                values.get(RollcallParams.CONTACT_ID_FORMAT),
                values.get(UsrlocParams.HASH_SIZE),
                values.get(UsrlocParams.USE_DOMAIN), values.isGiven(UsrlocParams.USE_DOMAIN),
                values.get(RollcallParams.CHAR_SIGN), values.isGiven(RollcallParams.CHAR_SIGN));
        return new Request(settings, values.isGiven(UsrlocParams.HASH_SIZE));
    }
}
