package dev.rollcall.regen;

import dev.rollcall.contactid.ContactId;

/**
 * What the plan keeps of a row that has an AOR.
 *
 * @param aor the AOR's text
 * @param aorHash the hash bits that its ID should hold
 * @param right whether its ID holds them
 */
record IdentifiedRow(long id, String username, String domain, String aor, int aorHash, boolean right) {
    long recordLabel() {
        return ContactId.recordLabel(id);
    }

    int contactLabel() {
        return ContactId.contactLabel(id);
    }
}
