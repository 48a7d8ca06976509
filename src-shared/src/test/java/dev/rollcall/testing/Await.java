package dev.rollcall.testing;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what happens on another thread or in another process. */
public final class Await {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private Await() {
    }

    /**
     * Looks again and again until the condition holds.
     *
     * @param what names it in the failure
     * @throws AssertionError after a minute in vain
     */
    public static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain: " + what);
            }
            Thread.sleep(5);
        }
    }
}
