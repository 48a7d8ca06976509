package dev.rollcall.registrar.usrloc;

/**
 * One contact of an AOR as it was at a moment: an immutable value, made of what the table holds packed.
 *
 * @param id the contact ID
 * @param aor the AOR's text
 * @param uri the Contact URI as received, without angle brackets
 * @param binding what the last REGISTER said of it
 */
public record Contact(long id, String aor, String uri, Binding binding) {
    /** Whether the contact is still valid at a time in unix seconds. */
    public boolean isValid(long now) {
        return binding.isValid(now);
    }

    /** This contact after a refresh. OpenSIPS: the URI stays as first stored. */
    Contact refreshed(Binding refreshed) {
        return new Contact(id, aor, uri, refreshed);
    }

    /** This contact under another ID. */
    Contact relabelled(long newId) {
        return new Contact(newId, aor, uri, binding);
    }
}
