package dev.rollcall.bench.compare;

import java.util.Optional;

/**
 * A server and where it runs.
 *
 * @param name what it is called in tables
 * @param contender the server
 * @param cores its cores
 * @param loadCores the generator's while it loads this one; empty for those of the plan
 */
record Entrant(String name, Contender contender, Cores cores, Optional<Cores> loadCores) {}
