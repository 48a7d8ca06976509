package dev.rollcall.repair;

/**
 * What a repair did, or what took it back.
 *
 * @param rows how many rows the table had
 * @param repaired how many got their other ID
 * @param skipped how many were to get one and changed meanwhile: they are as somebody else left them
 * @param unrepairable how many have an ID that is not right and that no plan can mend
 */
public record RepairOutcome(long rows, long repaired, long skipped, long unrepairable) {}
