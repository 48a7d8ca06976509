package dev.rollcall.bench.compare;

import java.util.Optional;

/**
 * A server, what it serves, and where it runs.
 *
 * @param name what it is called in tables
 * @param contender the server
 * @param workload what it is loaded with
 * @param cores its cores
 * @param loadCores the generator's while it loads this one; empty for those of the plan
 */
record Entrant(String name, Contender contender, Workload workload, Cores cores, Optional<Cores> loadCores) {}
