package dev.rollcall.registrar.persist;

import dev.rollcall.registrar.usrloc.Outcome;
import dev.rollcall.registrar.usrloc.Outcome.Reason;
import dev.rollcall.registrar.usrloc.Outcome.Refused;
import dev.rollcall.registrar.usrloc.Pending;
import java.util.function.Consumer;

/** A registration that was decided and waits for its rows to be committed. */
record PendingWrite(Pending pending, Consumer<Outcome> done) {
    /** The outcome of one whose rows the database did not take. */
    static final Outcome REFUSED = new Refused(Reason.DATABASE);
}
