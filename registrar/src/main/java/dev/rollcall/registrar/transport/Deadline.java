package dev.rollcall.registrar.transport;

import dev.rollcall.registrar.transport.Waits.Wait;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one point in time by which a connection must have gone on. Moving it costs a store: the timer runs at the point
 * that was set when it was armed, and arms itself again if that has moved. Used on its event loop only.
 */
final class Deadline {
    private final EventExecutor loop;
    private final Consumer<String> onPassed;
    private long nanos;
    private String inVain;
    private long timerNanos;
    private Future<?> timer;

    /**
     * A deadline that is not set yet.
     *
     * @param onPassed told what the last {@link #set} would have said, once
     */
    Deadline(EventExecutor loop, Consumer<String> onPassed) {
        this.loop = loop;
        this.onPassed = onPassed;
    }

    /** Begins a wait, in the place of the one before. */
    void set(Wait wait) {
        nanos = loop.ticker().nanoTime() + wait.limit().toNanos();
        inVain = wait.inVain();
        if (timer != null && nanos - timerNanos < 0) {
            timer.cancel(false);
            timer = null;
        }
        if (timer == null) {
            arm();
        }
    }

    private void arm() {
        timerNanos = nanos;
        timer = loop.schedule(this::run, Math.max(0, nanos - loop.ticker().nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void run() {
        timer = null;
        if (nanos - loop.ticker().nanoTime() > 0) {
            arm();
        } else {
            onPassed.accept(inVain);
        }
    }

    void cancel() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
