package dev.rollcall.bench.compare;

import dev.rollcall.registrar.sip.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is measured: one kind of registration over one transport. */
enum Workload {
    /** Contacts that are there already, over UDP. */
    UDP_REFRESH(Transport.UDP, 4, false, Credentials.NONE),
    /** AORs that were never seen, over UDP. */
    UDP_NEW(Transport.UDP, 4, true, Credentials.NONE),
    /** Refreshes over a hundred TCP connections. */
    TCP_100(Transport.TCP, 100, false, Credentials.NONE),
    /** Refreshes over ten thousand TCP connections. */
    TCP_10000(Transport.TCP, 10_000, false, Credentials.NONE),
    /** 401 and 200 over UDP, where no database is asked. */
    DIGEST(Transport.UDP, 4, false, Credentials.LOCAL),
    /** 401 and 200 over UDP, with the users in MariaDB. */
    DIGEST_MARIADB(Transport.UDP, 4, false, Credentials.MARIADB),
    /** Refreshes over a thousand TLS connections. */
    TLS_1000(Transport.TLS, 1_000, false, Credentials.NONE),
    /** Refreshes over a thousand WebSocket connections. */
    WS_1000(Transport.WS, 1_000, false, Credentials.NONE),
    /** Refreshes over a thousand WebSocket connections inside TLS. */
    WSS_1000(Transport.WSS, 1_000, false, Credentials.NONE);

    /** Where the users' passwords are. */
    enum Credentials {
        /** Nobody is asked for one. */
        NONE,
        /** With the server: in a script, or in a file beside it. */
        LOCAL,
        /** In MariaDB's {@code subscriber} table. */
        MARIADB
    }

    private final Transport transport;
    private final int connections;
    private final boolean newAors;
    private final Credentials credentials;

    Workload(Transport transport, int connections, boolean newAors, Credentials credentials) {
        this.transport = transport;
        this.connections = connections;
        this.newAors = newAors;
        this.credentials = credentials;
    }

    /**
     * The workloads of a case: one, or several with + between, which are measured in turns.
     *
     * @throws IllegalArgumentException where none has such a name, naming those that there are
     */
    static List<Workload> of(String label) {
        List<Workload> workloads = Arrays.stream(label.split("\\+", -1)).map(Workload::named).toList();
        if (workloads.contains(DIGEST) && workloads.contains(DIGEST_MARIADB)) {
            throw new IllegalArgumentException("--case " + label + ": users are in one place only");
        }
        return workloads;
    }

    private static Workload named(String label) {
        return Arrays.stream(values()).filter(workload -> workload.label().equals(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--case " + label + ": allowed are "
                        + Arrays.stream(values()).map(Workload::label).collect(Collectors.joining(", "))));
    }

    /** Its name on the command line and in tables. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Transport transport() {
        return transport;
    }

    /** How many sockets the generator opens. */
    int connections() {
        return connections;
    }

    /** Whether each registration is the first of its AOR. */
    boolean newAors() {
        return newAors;
    }

    Credentials credentials() {
        return credentials;
    }

    /** Whether the server asks for a digest. */
    boolean authenticated() {
        return credentials != Credentials.NONE;
    }
}
