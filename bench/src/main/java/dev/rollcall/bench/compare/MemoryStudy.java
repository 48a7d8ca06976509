package dev.rollcall.bench.compare;

import dev.rollcall.bench.ProcessUsage;
import java.io.IOException;
import java.util.List;

/** What a contact takes: of the process, and of the heap that is alive. */
record MemoryStudy(int contacts) implements Study {
    @Override
    public List<Finding> run(Bench bench) throws IOException, InterruptedException {
        try (RunningServer server = bench.start(List.of(), List.of(RollcallContender.IN_MEMORY))) {
            long emptyPss = ProcessUsage.pssBytes(server.handle());
            long emptyHeap = JavaProcess.liveHeapBytes(server.handle().pid());
            bench.register(server, Order.PREFIX, contacts, contacts);
            long pss = ProcessUsage.pssBytes(server.handle());
            long heap = JavaProcess.liveHeapBytes(server.handle().pid());
            long pssAfter = ProcessUsage.pssBytes(server.handle());
            bench.say("memory: PSS " + emptyPss + " to " + pss + ", live heap " + emptyHeap + " to " + heap);
            return List.of(
                    new Finding("process (PSS) empty", emptyPss >> 20, "MiB"),
                    new Finding("process (PSS) with " + contacts + " contacts", pss >> 20, "MiB"),
                    new Finding("process a contact, PSS minus PSS empty", perContact(pss - emptyPss), "B"),
                    new Finding("the same after a full collection", perContact(pssAfter - emptyPss), "B"),
                    new Finding("live heap a contact, after a full collection", perContact(heap - emptyHeap), "B"));
        }
    }

    private double perContact(long bytes) {
        return Math.round((double) bytes / contacts);
    }
}
