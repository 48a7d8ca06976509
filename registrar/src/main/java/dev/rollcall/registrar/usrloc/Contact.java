package dev.rollcall.registrar.usrloc;

/**
 * One contact of an AOR: an immutable value, replaced as a whole when a REGISTER changes it.
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
        return new Contact(id, aor, uri, refreshed.sharing(binding));
    }

    /** This contact under another ID. */
    Contact relabelled(long newId) {
        return new Contact(newId, aor, uri, binding);
    }
}
