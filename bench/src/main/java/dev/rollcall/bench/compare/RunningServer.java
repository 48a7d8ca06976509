package dev.rollcall.bench.compare;

import dev.rollcall.registrar.sip.Transport;
import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A contender that has been started and answers. Closing it ends it. */
final class RunningServer implements AutoCloseable {
    private static final int POLL_MILLIS = 20;
    private static final int LAST_LINES = 12;

    private final Contender contender;
    private final Place place;
    private final Cores cores;
    private final Process process;
    private final File log;

    private RunningServer(Contender contender, Place place, Cores cores) throws IOException {
        this.contender = contender;
        this.place = place;
        this.cores = cores;
        this.log = place.directory().resolve("log").toFile();
        this.process = Children.start(new ProcessBuilder(cores.pin(contender.command(place)))
                .directory(place.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log));
    }

    /** @throws IOException where it ends or does not answer, with the end of what it has said */
    static RunningServer start(Contender contender, Place place, Cores cores)
            throws IOException, InterruptedException {
        RunningServer server = new RunningServer(contender, place, cores);
        try {
            server.awaitAnswer();
            return server;
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    /** A port of 127.0.0.1 that nobody listens on, over UDP or TCP. */
    static int freePort() throws IOException {
        while (true) {
            try (ServerSocket stream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                new DatagramSocket(stream.getLocalPort(), InetAddress.getLoopbackAddress()).close();
                return stream.getLocalPort();
            } catch (java.net.BindException takenOverUdp) {
                continue;
            }
        }
    }

    Contender contender() {
        return contender;
    }

    Place place() {
        return place;
    }

    Cores cores() {
        return cores;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** What it has printed. */
    Path log() {
        return log.toPath();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Contender.START_SECONDS);
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException(contender.name() + " does not answer on port " + place.port() + ":\n" + end());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private boolean answers() {
        return place.workload().transport() == Transport.UDP ? answersDatagram() : accepts();
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), place.port()), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Any answer will do, so the request asks for nothing. */
    private boolean answersDatagram() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.connect(InetAddress.getLoopbackAddress(), place.port());
            socket.setSoTimeout(200);
            byte[] request = options(socket.getLocalPort()).getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(request, request.length));
            socket.receive(new DatagramPacket(new byte[2048], 2048));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String options(int port) {
        return "OPTIONS sip:" + Order.DOMAIN + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + port + ";branch=z9hG4bK-ready-" + port + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:ready@" + Order.DOMAIN + ">;tag=ready\r\n"
                + "To: <sip:ready@" + Order.DOMAIN + ">\r\n"
                + "Call-ID: ready-" + port + "\r\n"
                + "CSeq: 1 OPTIONS\r\n"
                + "Content-Length: 0\r\n\r\n";
    }

    private String end() throws IOException {
        List<String> lines = Files.readAllLines(log(), StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    @Override
    public void close() {
        Children.stop(process);
    }
}
