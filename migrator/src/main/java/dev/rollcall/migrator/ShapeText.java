package dev.rollcall.migrator;

import dev.rollcall.sql.LocationSchema;
import dev.rollcall.sql.TableShape;
import java.time.ZoneId;

/**
 * What a table is, for the operator: by its columns, since OpenSIPS changed some of them under one number.
 *
 * @param shape the table
 */
record ShapeText(TableShape shape) {
    /** The schema, and which of its shapes. */
    String describe() {
        return "schema " + shape.schema().version() + " (" + variant() + ")" + noted();
    }

    /** Which releases make such columns. */
    String variant() {
        if (shape.schema() == LocationSchema.V1011) {
            return "expires read as local time of " + ZoneId.systemDefault();
        }
        String contact = shape.columns().getOrDefault("contact", "");
        return contact.contains("CHAR")
                ? "contact of limited length, as before 3.1.4 and 3.2.1"
                : "contact a text, as from 3.1.4 and 3.2.1 on";
    }

    private String noted() {
        if (shape.correction().isEmpty()) {
            return "";
        }
        return shape.noted().isPresent()
                ? ", which the version table calls " + shape.noted().getAsInt()
                : ", of which the version table knows nothing";
    }
}
