package dev.rollcall.status;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** The signal by which an operator asks a running process how far it is. */
public final class StatusSignal {
    private static final String NAME = "USR1";

    private StatusSignal() {}

    /**
     * Has every such signal run the action, on a thread of the JVM's; before, it ends the process. Where the system
     * knows no such signal (Windows), or the JVM was told to leave signals alone ({@code -Xrs}), nothing happens.
     */
    public static void install(Runnable action) {
        try {
            // found by name: the JDK exports this API to everybody, and its compiler warns of it all the same
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.publicLookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(action);
            Object handling = MethodHandleProxies.asInterfaceInstance(
                    handler, MethodHandles.dropArguments(run, 0, signal));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(NAME), handling);
        } catch (ReflectiveOperationException e) {
            // no such signal: what the program prints by itself is there
        }
    }
}
