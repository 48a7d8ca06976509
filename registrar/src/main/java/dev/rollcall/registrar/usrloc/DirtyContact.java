package dev.rollcall.registrar.usrloc;

/**
 * A contact whose row in the database is not as the table has it.
 *
 * @param contact the contact as it is, or as it was last where it has gone
 * @param need what its row needs
 */
public record DirtyContact(Contact contact, Need need) {
    /** What a row needs. */
    public enum Need {
        /** There is none yet. */
        INSERT,
        /** It is older than the contact. */
        UPDATE,
        /** The contact has gone. */
        DELETE,
        /** The contact has expired, and its row says so too: it goes unless somebody refreshed it meanwhile. */
        DELETE_EXPIRED
    }
}
