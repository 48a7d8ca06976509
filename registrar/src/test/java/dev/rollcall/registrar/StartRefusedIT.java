package dev.rollcall.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rollcall.registrar.RegistrarProcess.Ended;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that cannot be: each ends with its exit code and a sentence that helps. */
class StartRefusedIT {
    @TempDir
    private Path directory;

    @Test
    void unknownKey_always_isRefusedByName() throws Exception {
        Ended ended = RegistrarProcess.run(directory, "--set", "usrloc.hash_sise=9");
        assertEquals(ExitCode.REFUSED, ended.exitCode());
        assertTrue(ended.output().contains("usrloc.hash_sise"), ended.output());
    }

    @Test
    void takenPort_always_namesTheListener() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String listener = "tcp:127.0.0.1:" + taken.getLocalPort();
            Ended ended = RegistrarProcess.run(directory, "--listen", listener);
            assertEquals(ExitCode.CANNOT_LISTEN, ended.exitCode());
            assertTrue(ended.output().contains("cannot listen on " + listener), ended.output());
        }
    }

    @Test
    void databaseOutOfReach_always_endsWithoutShowingThePassword() throws Exception {
        int closedPort;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            closedPort = closed.getLocalPort();
        }
        Ended ended = RegistrarProcess.run(directory, "--db-url", "mysql://opensips:s3cret@127.0.0.1:" + closedPort + "/o",
                "--set", "rollcall.db_retry=2");
        assertEquals(ExitCode.DATABASE, ended.exitCode());
        assertTrue(ended.output().contains("127.0.0.1:" + closedPort), ended.output());
        assertFalse(ended.output().contains("s3cret"), ended.output());
    }

    @Test
    void missingConfigFile_always_isNamed() throws Exception {
        Ended ended = RegistrarProcess.run(directory, "--config", "absent.conf");
        assertEquals(ExitCode.REFUSED, ended.exitCode());
        assertTrue(ended.output().contains("absent.conf"), ended.output());
    }

    @Test
    void check_missingDirectory_endsAsAStartWould() throws Exception {
        String url = "sqlite://" + directory.resolve("absent").resolve("rollcall.sqlite").toAbsolutePath();
        Ended checked = RegistrarProcess.run(directory, "--check", "--db-url", url);
        Ended started = RegistrarProcess.run(directory, "--db-url", url);
        assertEquals(ExitCode.DATABASE, checked.exitCode());
        assertEquals(started, checked);
    }

    @Test
    void check_writeModeNone_saysWhatAStartSays() throws Exception {
        Ended ended = RegistrarProcess.run(directory, "--check", "--set", "usrloc.sql_write_mode=none");
        assertEquals(ExitCode.OK, ended.exitCode());
        assertTrue(ended.output().contains("the table starts empty"), ended.output());
    }

    @Test
    void malformedCredentialsFile_checkAndStart_nameTheLineAndShowNoDigest() throws Exception {
        Files.writeString(directory.resolve("users"), "alice:example.com:s3cret\n");
        String[] arguments = {"--set", "usrloc.sql_write_mode=none", "--set", "rollcall.auth=on",
            "--set", "rollcall.credentials_file=users"};
        Ended started = RegistrarProcess.run(directory, arguments);
        assertEquals(ExitCode.REFUSED, started.exitCode());
        assertTrue(started.output().contains("line 1: the digest is neither"), started.output());
        assertFalse(started.output().contains("s3cret"), started.output());
        Ended checked = RegistrarProcess.run(directory,
                Stream.concat(Stream.of("--check"), Stream.of(arguments)).toArray(String[]::new));
        assertEquals(ExitCode.REFUSED, checked.exitCode());
    }

    @Test
    void check_withoutSubscriberTable_isRefusedAsAStartIs() throws Exception {
        Path empty = Files.createFile(directory.resolve("rollcall.sqlite"));
        Ended ended = RegistrarProcess.run(directory, "--check", "--set", "rollcall.auth=on");
        assertEquals(ExitCode.DATABASE, ended.exitCode(), ended.output());
        assertTrue(ended.output().contains("cannot use the table subscriber for authentication"), ended.output());
        assertEquals(0, Files.size(empty));
    }

    @Test
    void check_withoutAnyFile_writesNothing() throws Exception {
        Ended ended = RegistrarProcess.run(directory, "--check");
        assertEquals(ExitCode.OK, ended.exitCode(), ended.output());
        assertFalse(Files.exists(directory.resolve("rollcall.sqlite")));
        assertFalse(Files.exists(directory.resolve("rollcall-self-signed.crt")));
    }
}
