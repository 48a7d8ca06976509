package dev.rollcall.registrar.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rollcall.registrar.transport.Waits.Wait;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> passed = new ArrayList<>();
    private final Deadline deadline = new Deadline(channel.eventLoop(), passed::add);

    @BeforeEach
    void freeze() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void advance(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void set_notMoved_passesOnce() {
        deadline.set(new Wait(Duration.ofSeconds(10), "late"));
        advance(9);
        assertEquals(List.of(), passed);
        advance(1);
        advance(100);
        assertEquals(List.of("late"), passed);
    }

    @Test
    void set_movedBack_passesThenWithTheLastReason() {
        deadline.set(new Wait(Duration.ofSeconds(10), "first"));
        advance(8);
        deadline.set(new Wait(Duration.ofSeconds(10), "second"));
        advance(9);
        assertEquals(List.of(), passed);
        advance(1);
        assertEquals(List.of("second"), passed);
    }

    @Test
    void set_movedForward_passesThen() {
        deadline.set(new Wait(Duration.ofSeconds(100), "far"));
        deadline.set(new Wait(Duration.ofSeconds(1), "near"));
        advance(1);
        assertEquals(List.of("near"), passed);
        advance(200);
        assertEquals(List.of("near"), passed);
    }

    @Test
    void set_afterItHasPassed_countsAnew() {
        deadline.set(new Wait(Duration.ofSeconds(1), "first"));
        advance(1);
        deadline.set(new Wait(Duration.ofSeconds(1), "second"));
        advance(1);
        assertEquals(List.of("first", "second"), passed);
    }

    @Test
    void cancel_neverPasses() {
        deadline.set(new Wait(Duration.ofSeconds(1), "late"));
        deadline.cancel();
        advance(10);
        assertEquals(List.of(), passed);
    }
}
