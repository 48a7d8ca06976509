package dev.rollcall.testing;

import dev.rollcall.sql.DatabaseKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** A way to a server that a test can cut and mend, as if the server went down and came back. */
public final class DatabaseProxy implements AutoCloseable {
    private final TestDatabase database;
    private final int serverPort;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** Opens a way to a database of a server; skips the test for SQLite, which has none. */
    public DatabaseProxy(TestDatabase database) throws IOException {
        Assumptions.assumeTrue(database.kind() != DatabaseKind.SQLITE, "SQLite has no server");
        this.database = database;
        String url = database.urlText();
        this.serverPort = URI.create("x" + url.substring(url.lastIndexOf('@')).replace("@", "://")).getPort();
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    /** The database's URL by way of here, password included. */
    public String urlText() {
        return database.urlText().replace(":" + serverPort + "/", ":" + listener.getLocalPort() + "/");
    }

    /** Breaks every connection; new ones are closed at once. */
    public void cut() throws IOException {
        cut = true;
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** Lets connections through again. */
    public void mend() {
        cut = false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            if (cut) {
                client.close();
                continue;
            }
            Socket server = new Socket(listener.getInetAddress(), serverPort);
            sockets.add(client);
            sockets.add(server);
            start("to-server", () -> copy(client, server));
            start("to-client", () -> copy(server, client));
        }
    }

    private void copy(Socket from, Socket to) throws IOException {
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // a closed socket is how the work ends
            }
        }, "database-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }
}
