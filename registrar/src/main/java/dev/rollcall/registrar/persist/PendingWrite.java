package dev.rollcall.registrar.persist;

import dev.rollcall.registrar.usrloc.Outcome;
import dev.rollcall.registrar.usrloc.Pending;
import java.util.function.Consumer;

/** A registration that was decided and waits for its rows to be committed. */
record PendingWrite(Pending pending, Consumer<Outcome> done) {}
