package dev.rollcall.bench.compare;

import java.nio.file.Path;

/**
 * Where a server is started, and for what.
 *
 * @param workload what it will serve
 * @param port where on 127.0.0.1 it listens
 * @param directory its working directory, for it alone
 * @param users where the users' passwords are: the path of a file, or a database as
 *     {@code mysql://user:password@host:port/database}; empty where nobody is asked for one
 */
record Place(Workload workload, int port, Path directory, String users) {}
