package dev.rollcall.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What is lost by SIGTERM while no contact has been written yet. */
record StopStudy(int contacts) implements Study {
    /** Only the stop writes. */
    private static final List<String> UNFLUSHED = List.of(
            "usrloc.working_mode_preset=single-instance-sql-write-back", "usrloc.timer_interval=1d");

    @Override
    public List<Finding> run(Bench bench) throws IOException, InterruptedException, SQLException {
        RunningServer server = bench.start(List.of(), UNFLUSHED);
        Path table = server.place().directory().resolve("rollcall.sqlite");
        long before;
        long start;
        try {
            bench.register(server, Order.PREFIX, contacts, contacts);
            before = rows(table);
            start = System.nanoTime();
        } finally {
            server.close();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long rows = rows(table);
        bench.say("stop: " + before + " rows before, " + rows + " after " + seconds + " s");
        return List.of(
                new Finding("rows in SQLite before SIGTERM", before, ""),
                new Finding("lost of " + contacts + " unflushed contacts by SIGTERM", contacts - rows, ""),
                new Finding("SIGTERM to the end", seconds, "s"));
    }

    private static long rows(Path table) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + table);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM location")) {
            result.next();
            return result.getLong(1);
        }
    }
}
