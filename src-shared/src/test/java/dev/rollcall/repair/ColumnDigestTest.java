package dev.rollcall.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.rollcall.location.LocationRow;
import dev.rollcall.sql.JournalRun;
import dev.rollcall.testing.RowBuilder;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnDigestTest {
    /** Two values of each type, neither what the row has by default. */
    private static final Map<Class<?>, Object[]> VALUES = Map.of(
            String.class, new Object[] {"a", "b"}, Long.class, new Object[] {7L, 8L},
            Integer.class, new Object[] {7, 8}, Double.class, new Object[] {0.25, 0.5},
            LocalDateTime.class, new Object[] {
                LocalDateTime.of(2001, 1, 1, 1, 1, 1), LocalDateTime.of(2001, 1, 1, 1, 1, 2)});

    private static String digest(LocationRow... rows) {
        return digest(new ColumnDigest(), rows);
    }

    private static String digest(ColumnDigest digest, LocationRow... rows) {
        Arrays.stream(rows).forEach(digest::add);
        return digest.text();
    }

    private static LocationRow with(LocationRow row, int column, Object value) throws ReflectiveOperationException {
        RecordComponent[] columns = LocationRow.class.getRecordComponents();
        Object[] values = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = i == column ? value : columns[i].getAccessor().invoke(row);
        }
        Constructor<LocationRow> constructor = LocationRow.class.getConstructor(
                Arrays.stream(columns).map(RecordComponent::getType).toArray(Class<?>[]::new));
        return constructor.newInstance(values);
    }

    @Test
    void text_anyColumnOtherOrNull_differsButForTheId() throws ReflectiveOperationException {
        LocationRow row = RowBuilder.row(1).build();
        RecordComponent[] columns = LocationRow.class.getRecordComponents();
        for (int i = 0; i < columns.length; i++) {
            Object[] values = VALUES.get(columns[i].getType());
            String one = digest(with(row, i, values[0]));
            String other = digest(with(row, i, values[1]));
            String none = digest(with(row, i, null));
            if (columns[i].getName().equals("contactId")) {
                assertEquals(one, other);
                assertEquals(one, none);
            } else {
                assertNotEquals(one, other, columns[i].getName());
                assertNotEquals(one, none, columns[i].getName());
            }
        }
    }

    @Test
    void text_valuesInOtherColumnsOrOtherwiseCut_differs() throws ReflectiveOperationException {
        LocationRow row = RowBuilder.row(1).build();
        assertNotEquals(digest(with(with(row, 4, "x"), 5, null)), digest(with(with(row, 4, null), 5, "x")));
        assertNotEquals(digest(with(with(row, 4, "ab"), 5, "c")), digest(with(with(row, 4, "a"), 5, "bc")));
    }

    @Test
    void text_otherOrder_isTheSame() {
        LocationRow one = RowBuilder.row(1).username("alice").build();
        LocationRow other = RowBuilder.row(2).username("bob").build();
        assertEquals(digest(one, other), digest(other, one));
        assertNotEquals(digest(one), digest(one, one));
    }

    @Test
    void text_ofARunThatFillsDomains_leavesThemOut() {
        LocationRow row = RowBuilder.row(1).domain("a.example").build();
        LocationRow other = RowBuilder.row(1).domain("b.example").build();
        assertEquals(digest(ColumnDigest.of(JournalRun.Work.SET_DOMAIN), row),
                digest(ColumnDigest.of(JournalRun.Work.SET_DOMAIN), other));
        assertNotEquals(digest(ColumnDigest.of(JournalRun.Work.REPAIR), row),
                digest(ColumnDigest.of(JournalRun.Work.REPAIR), other));
    }
}
