package dev.rollcall.registrar.usrloc;

import java.util.List;

/**
 * What a REGISTER or expiry changed, in order: all that persistence needs to know.
 *
 * @param changes empty where nothing changed
 */
public record ChangeSet(List<Change> changes) {
    /** Nothing changed. */
    public static final ChangeSet EMPTY = new ChangeSet(List.of());

    /** One contact's change. */
    public sealed interface Change {
        /** The contact after the change, or the one that was deleted. */
        Contact contact();
    }

    /** A contact that was not there before. */
    public record Insert(Contact contact) implements Change {}

    /** A contact that was refreshed. */
    public record Update(Contact contact) implements Change {}

    /** A contact that has gone. */
    public record Delete(Contact contact) implements Change {}
}
