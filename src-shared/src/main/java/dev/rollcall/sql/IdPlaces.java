package dev.rollcall.sql;

/** Where each of some IDs stands among them, found in constant time: eight to sixteen bytes an ID beside the IDs. */
final class IdPlaces {
    /** The place of an ID that is not there. */
    static final int NONE = -1;

    private static final int SMALLEST = 16;

    private final long[] ids;
    /** Open addressing; a place and one more, 0 is an empty cell. */
    private final int[] cells;

    /** @param ids different ones, not changed any more */
    IdPlaces(long[] ids) {
        this.ids = ids;
        cells = new int[Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, ids.length)) * 4)];
        for (int place = 0; place < ids.length; place++) {
            cells[cellOf(ids[place])] = place + 1;
        }
    }

    /** The place of an ID, or {@link #NONE}. */
    int of(long id) {
        return cells[cellOf(id)] - 1;
    }

    /** The cell that holds the ID, or the empty one where it belongs. */
    private int cellOf(long id) {
        int mask = cells.length - 1;
        // neighbouring IDs differ in a few bits only
        int cell = (int) ((id ^ id >>> 32) * 0x9e3779b97f4a7c15L >>> 32) & mask;
        while (cells[cell] != 0 && ids[cells[cell] - 1] != id) {
            cell = cell + 1 & mask;
        }
        return cell;
    }
}
