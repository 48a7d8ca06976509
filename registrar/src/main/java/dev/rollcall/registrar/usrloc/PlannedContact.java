package dev.rollcall.registrar.usrloc;

/** A contact while a registration is decided: what it is, and what it is to become. */
final class PlannedContact {
    /** What the table holds, or {@code null} for a contact that is new. */
    final Contact stored;
    final ContactUri uri;
    /** What it is to become; {@code null} where it is to go. */
    Binding binding;

    private PlannedContact(Contact stored, ContactUri uri, Binding binding) {
        this.stored = stored;
        this.uri = uri;
        this.binding = binding;
    }

    static PlannedContact stored(Contact contact) {
        return new PlannedContact(contact, new ContactUri(contact.uri()), contact.binding());
    }

    static PlannedContact added(ContactUri uri, Binding binding) {
        return new PlannedContact(null, uri, binding);
    }

    boolean isNew() {
        return stored == null && binding != null;
    }

    boolean isRemoved() {
        return stored != null && binding == null;
    }

    boolean isRefreshed() {
        return stored != null && binding != null && binding != stored.binding();
    }
}
