package dev.rollcall.contactid;

/** What an ID turned out to be: right, or broken by a cause that an operator can recognise. */
public enum IdVerdict {
    /** The ID is right. */
    OK("right"),
    /** 0, or over 62 bits. */
    NOT_PACKABLE("ids that no OpenSIPS makes, since they are 0 or over 62 bits"),
    /** A number that the database counted up. */
    AUTO_INCREMENT("auto-increment ids from before 2.2 or sql-only mode, inserted by hand or imported"),
    /** Right for the AOR with the other use_domain. */
    OTHER_USE_DOMAIN("ids made with another use_domain"),
    /** Right for bytes from 0x80 up hashed with the other sign. */
    OTHER_CHAR_SIGN("ids made with another char sign"),
    /** In the documented format as configured, of another hash_size. */
    OTHER_HASH_SIZE("ids made with another hash_size"),
    /** In the other format. */
    OTHER_FORMAT("ids made in another contact_id_format"),
    /** Right for the AOR in lower case. */
    OTHER_CASE("ids made from the AOR in lower case"),
    /** None of the known causes explains the hash: the AOR's columns were edited, or the ID never was one. */
    WRONG_HASH("ids of other AORs, since names were edited or the ids not made by OpenSIPS"),
    /** The hash is right; the record label is 1 to 3 above that of the AOR's other contacts. */
    CONTACT_LABEL_OVERFLOW("contact labels over 14 bits that leaked into the record label before 3.1.2"),
    /** The hash is right; the record label differs from that of the AOR's other contacts. */
    SPLIT_RECORD_LABEL("several record labels in one AOR"),
    /** As {@link #SPLIT_RECORD_LABEL}, and the contact label is had by another contact of the AOR. */
    CONTACT_LABEL_TWICE("one contact label twice in an AOR"),
    /** The hash is right; another AOR of the slot has the record label too. */
    SHARED_RECORD_LABEL("one record label for two AORs of a slot");

    private final String cause;

    IdVerdict(String cause) {
        this.cause = cause;
    }

    /** What such IDs are, in the plural, for a count to follow. */
    public String cause() {
        return cause;
    }
}
