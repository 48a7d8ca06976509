package dev.rollcall.status;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** A signal by which an operator asks something of a running process. */
public enum OperatorSignal {
    /** How far is it, or how does it do? */
    STATUS("USR1"),
    /** Read the configuration again. */
    RELOAD("HUP");

    private final String signal;

    OperatorSignal(String signal) {
        this.signal = signal;
    }

    /**
     * Has every such signal run the action, on a thread of the JVM's; before, it ends the process. Where the system
     * knows no such signal (Windows), or the JVM was told to leave signals alone ({@code -Xrs}), nothing happens.
     */
    public void install(Runnable action) {
        try {
            // found by name: the JDK exports this API to everybody, and its compiler warns of it all the same
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.publicLookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(action);
            Object handling = MethodHandleProxies.asInterfaceInstance(
                    handler, MethodHandles.dropArguments(run, 0, type));
            type.getMethod("handle", type, handler)
                    .invoke(null, type.getConstructor(String.class).newInstance(signal), handling);
        } catch (ReflectiveOperationException e) {
            // no such signal: what it would ask for is told or done by other ways
        }
    }
}
