package dev.rollcall.registrar;

import dev.rollcall.registrar.sip.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Many phones that talk to one registrar at once, each on a thread of its own. */
final class PhoneCrowd implements AutoCloseable {
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(120);

    /** What a phone does. */
    @FunctionalInterface
    interface Errand {
        /** @param number the phone's, from 0 on */
        void run(SipPhone phone, int number) throws Exception;
    }

    private final List<SipPhone> phones = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean hungUp;

    /** Starts phones over each of some transports in turn, and returns at once. */
    static PhoneCrowd start(RegistrarProcess registrar, List<Transport> transports, int size, Errand errand)
            throws Exception {
        PhoneCrowd crowd = new PhoneCrowd();
        for (int i = 0; i < size; i++) {
            Transport transport = transports.get(i % transports.size());
            crowd.add(SipPhone.connect(transport, registrar.port(transport), null), i, errand);
        }
        crowd.threads.forEach(Thread::start);
        return crowd;
    }

    private void add(SipPhone phone, int number, Errand errand) {
        phones.add(phone);
        threads.add(new Thread(() -> {
            try {
                errand.run(phone, number);
            } catch (Throwable e) {
                if (!hungUp) {
                    failure.compareAndSet(null, e);
                }
            }
        }, "phone-" + number));
    }

    /** Whether any phone failed at its errand. */
    boolean hasFailed() {
        return failure.get() != null;
    }

    /** Waits until every phone has done its errand; fails if one could not. */
    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(PATIENCE_MILLIS);
            if (thread.isAlive()) {
                throw new AssertionError(thread.getName() + " is still at it");
            }
        }
        if (hasFailed()) {
            throw new AssertionError(failure.get());
        }
    }

    /** From now on the registrar may go away: what fails is no failure. */
    void expectTheEnd() {
        hungUp = true;
    }

    /** Ends every errand where it is; what fails from now on is no failure. */
    void hangUp() throws IOException, InterruptedException {
        hungUp = true;
        close();
        join();
    }

    @Override
    public void close() throws IOException {
        hungUp = true;
        for (SipPhone phone : phones) {
            phone.close();
        }
    }
}
