package dev.rollcall.modparam;

/** Which users of a REGISTER must be the one whose password was proven. */
public enum IdentityMatch {
    /** That of To, whose contacts it is about, and that of From, who sends it. */
    TO_AND_FROM,
    /** That of To alone. */
    TO,
    /** None: any AOR of the same domain. */
    DOMAIN
}
