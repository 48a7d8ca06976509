package dev.rollcall.migrator;

import dev.rollcall.sql.Database;
import dev.rollcall.sql.DatabaseRefusedException;
import dev.rollcall.sql.DatabaseUrl;
import dev.rollcall.sql.ExactRow;
import dev.rollcall.sql.ExactTable;
import dev.rollcall.sql.LocationSchema;
import dev.rollcall.sql.RowFault;
import dev.rollcall.sql.TableLock;
import dev.rollcall.sql.TableShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Copies a table of schema 1013 into another database, of whatever kind. The target is filled in one transaction, in
 * which both tables are then read and compared, column by column, before it is committed: a copy that is killed or
 * refused leaves the target empty.
 */
final class TableCopy {
    private static final int PAGE_ROWS = 1000;

    private final DatabaseUrl url;
    private final String table;
    private final CopyTarget target;
    private final Progress progress;

    TableCopy(DatabaseUrl url, String table, CopyTarget target, Progress progress) {
        this.url = url;
        this.table = table;
        this.target = target;
        this.progress = progress;
    }

    /**
     * Looks at both tables and reads the source; writes nothing.
     *
     * @return how many rows would be copied
     * @throws RefusedException when the source or the target cannot be used, or a row cannot be copied as it is
     */
    long preview() {
        try (Database source = open()) {
            target.isMissing();
            return forEachPage(new ExactTable(source, table), "reading rows", page -> page.forEach(TableCopy::require));
        } finally {
            progress.end();
        }
    }

    /**
     * Copies.
     *
     * @return how many rows
     * @throws RefusedException as {@link #preview}, or when the target does not take or not give back a row as it is,
     *     or the source is written meanwhile; the target is empty then
     */
    long copy() {
        try (Database source = open()) {
            target.isMissing();
            try (Database database = target.open()) {
                TableLock lock = TableLock.acquire(database, target.table()).orElseThrow(() -> new RefusedException(
                        "something else works on the table " + target + "; let it end, then run this again"));
                try (lock) {
                    target.prepare(database);
                    return copy(new ExactTable(source, table), new ExactTable(database, target.table()));
                }
            }
        } finally {
            progress.end();
        }
    }

    private Database open() {
        Database database = Database.open(url, Database.Access.READ_ONLY, 1);
        try {
            TableShape shape = TableShape.of(database, table);
            if (shape.schema() != LocationSchema.V1013) {
                throw new RefusedException("the table " + table + " is of schema " + shape.schema().version()
                        + ", and 1013 is what is copied; upgrade it first, which keeps the old one: "
                        + LocationSchema.upgradeCommand(url, table));
            }
            return database;
        } catch (DatabaseRefusedException e) {
            database.close();
            throw new RefusedException(e.getMessage(), e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private long copy(ExactTable source, ExactTable copy) {
        try (ExactTable.Filling filling = copy.fill()) {
            long rows = forEachPage(source, "copying rows", page -> {
                page.forEach(TableCopy::require);
                List<RowFault> faults = filling.insert(page);
                if (!faults.isEmpty()) {
                    RowFault fault = faults.get(0);
                    throw refused(page.get(fault.row()), "the target does not take it: " + fault.reason());
                }
            });
            long compared = forEachPage(source, "comparing rows", page -> compare(page, filling));
            if (compared != rows || filling.count() != rows) {
                throw new RefusedException("the source had " + rows + " rows and then " + compared + ", the target has "
                        + filling.count() + ": stop what writes them and run this again; nothing was copied");
            }
            filling.commit();
            return rows;
        }
    }

    private static void compare(List<ExactRow> page, ExactTable.Filling filling) {
        Map<Long, ExactRow> copies = filling.find(page.stream().map(ExactRow::contactId).toList());
        for (ExactRow row : page) {
            ExactRow copied = copies.get(row.contactId());
            if (copied == null) {
                throw refused(row, "it was not there when the rows were copied; stop what writes the source");
            }
            Optional<String> difference = row.difference(copied).or(copied::fault);
            difference.ifPresent(text -> {
                throw refused(row, text + ": the target's column does not hold the value as it is, or the source"
                        + " is being written");
            });
        }
    }

    private static void require(ExactRow row) {
        row.fault().ifPresent(fault -> {
            throw refused(row, fault);
        });
    }

    private static RefusedException refused(ExactRow row, String reason) {
        return new RefusedException("the row with contact_id " + Long.toUnsignedString(row.contactId()) + " of user "
                + RowText.value(row.username()) + " cannot be copied as it is: " + RowText.value(reason)
                + "; correct or delete it in the source and run this again. The target is empty");
    }

    private long forEachPage(ExactTable source, String activity, Consumer<List<ExactRow>> consumer) {
        progress.start(activity, 0);
        long rows = 0;
        List<ExactRow> page = source.page(null, PAGE_ROWS);
        while (!page.isEmpty()) {
            consumer.accept(page);
            rows += page.size();
            progress.advanceTo(rows);
            page = source.page(page.get(page.size() - 1).contactId(), PAGE_ROWS);
        }
        return rows;
    }
}
