package dev.rollcall.preload;

/** Why OpenSIPS does not load a row, in the order in which it looks. */
public enum RowFault {
    /** The username is NULL or empty. */
    EMPTY_USERNAME("empty username"),
    /** The contact_id is NULL. */
    NO_CONTACT_ID("no contact_id"),
    /** The contact is NULL or empty. */
    NO_CONTACT("no contact"),
    /** The expires column is NULL. */
    NO_EXPIRES("no expires"),
    /** The q column is NULL. */
    NO_Q("no q"),
    /** The cseq column is NULL. */
    NO_CSEQ("no cseq"),
    /** The Call-ID is NULL or empty. */
    NO_CALL_ID("no callid"),
    /** The flags column is NULL. */
    NO_FLAGS("no flags"),
    /** The socket names no protocol or port that there is. */
    BAD_SOCKET("unreadable socket"),
    /** With use_domain the domain is NULL or empty. */
    EMPTY_DOMAIN("empty domain"),
    /** The AOR does not fit OpenSIPS' buffer. */
    LONG_AOR("AOR too long"),
    /** The contact ID is not right for the AOR. */
    BROKEN_ID("broken contact_id"),
    /** The contact, or the received or path that a call would be sent to, is no URI. */
    BAD_URI("unreadable contact, received or path");

    private final String cause;

    RowFault(String cause) {
        this.cause = cause;
    }

    /** What is wrong with the row, for a count to follow. */
    public String cause() {
        return cause;
    }
}
