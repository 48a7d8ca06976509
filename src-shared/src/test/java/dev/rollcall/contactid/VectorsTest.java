package dev.rollcall.contactid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hashes and IDs that OpenSIPS' own arithmetic gave, row by row. */
class VectorsTest {
    private static final int ROWS = 112;
    private static final List<Integer> SLOT_SIZES = List.of(4, 9, 12, 14, 16);

    /** One row of the file: its columns by name. */
    record Vector(Map<String, String> columns) {
        String text(String column) {
            return columns.get(column);
        }

        int integer(String column) {
            return (int) Long.parseLong(text(column));
        }

        long unsigned(String column) {
            return Long.parseUnsignedLong(text(column));
        }

        /** The fields of an ID in three columns. */
        ContactId id(String hash, String record, String contact) {
            return new ContactId(integer(hash), unsigned(record), integer(contact));
        }

        @Override
        public String toString() {
            return text("kind") + ' ' + text("name");
        }
    }

    static List<Vector> vectors() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                VectorsTest.class.getResourceAsStream("vectors.csv"), StandardCharsets.UTF_8))) {
            String[] names = reader.readLine().split(",");
            return reader.lines().map(line -> {
                String[] values = line.split(",", names.length);
                Map<String, String> columns = new HashMap<>();
                for (int i = 0; i < names.length; i++) {
                    columns.put(names[i], values[i]);
                }
                return new Vector(columns);
            }).toList();
        }
    }

    private static Stream<Vector> kind(String... kinds) throws IOException {
        return vectors().stream().filter(vector -> List.of(kinds).contains(vector.text("kind")));
    }

    static Stream<Vector> hashes() throws IOException {
        return kind("hash");
    }

    static Stream<Vector> packed() throws IOException {
        return kind("pack", "pack_aor_signed");
    }

    static Stream<Vector> unpacked() throws IOException {
        return kind("unpack");
    }

    static Stream<Vector> packedAors() throws IOException {
        return kind("pack_aor_signed");
    }

    @Test
    void file_everyRow_isOfAKnownKind() throws IOException {
        assertEquals(ROWS, vectors().size());
        assertEquals(ROWS, hashes().count() + packed().count() + unpacked().count());
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void coreHash_bothSigns_isThatOfOpenSips(Vector vector) {
        byte[] aor = HexFormat.of().parseHex(vector.text("aor_hex"));
        assertEquals(vector.integer("len"), aor.length);
        for (CharSign sign : CharSign.values()) {
            String suffix = '_' + sign.optionValue();
            int hash = CoreHash.of(aor, 0, aor.length, sign);
            assertEquals(vector.integer("hash32" + suffix), hash);
            assertEquals(vector.integer("low16" + suffix), ContactIdFormat.RELEASED.aorHash(hash, 9));
            for (int hashSize : SLOT_SIZES) {
                assertEquals(vector.integer("slot" + hashSize + suffix),
                        ContactIdFormat.DOCUMENTED.aorHash(hash, hashSize));
            }
        }
        boolean differs = CoreHash.of(aor, 0, aor.length, CharSign.SIGNED)
                != CoreHash.of(aor, 0, aor.length, CharSign.UNSIGNED);
        assertEquals(vector.text("hash32_differs").equals("1"), differs);
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void coreHash_insideAnArray_readsItsRangeOnly(Vector vector) {
        byte[] aor = HexFormat.of().parseHex(vector.text("aor_hex"));
        byte[] wide = new byte[aor.length + 6];
        Arrays.fill(wide, (byte) 0xee);
        System.arraycopy(aor, 0, wide, 3, aor.length);
        for (CharSign sign : CharSign.values()) {
            assertEquals(CoreHash.of(aor, 0, aor.length, sign), CoreHash.of(wide, 3, aor.length, sign));
        }
    }

    @ParameterizedTest
    @MethodSource("packed")
    void pack_maskedAndLegacy_isThatOfOpenSips(Vector vector) {
        ContactId id = vector.id("aorhash16", "rlabel", "clabel");
        assertEquals(vector.unsigned("id_masked"), id.pack());
        assertEquals(vector.unsigned("id_legacy"), id.packLegacy());
        assertEquals(vector.id("id_masked_aorhash", "id_masked_rlabel", "id_masked_clabel"),
                ContactId.unpack(id.pack()));
        assertEquals(vector.id("id_legacy_aorhash", "id_legacy_rlabel", "id_legacy_clabel"),
                ContactId.unpack(id.packLegacy()));
    }

    @ParameterizedTest
    @MethodSource("unpacked")
    void unpack_anyNumber_isThatOfOpenSips(Vector vector) {
        assertEquals(vector.id("id_masked_aorhash", "id_masked_rlabel", "id_masked_clabel"),
                ContactId.unpack(vector.unsigned("id_masked")));
    }

    @ParameterizedTest
    @MethodSource("packedAors")
    void idOfAnAor_signed_holdsItsHash(Vector vector) throws IOException {
        Map<String, String> aors = hashes().collect(Collectors.toMap(v -> v.text("name"), v -> v.text("aor_hex")));
        byte[] aor = HexFormat.of().parseHex(aors.get(vector.text("name")));
        int hash = CoreHash.of(aor, 0, aor.length, CharSign.SIGNED);
        assertEquals(ContactIdFormat.RELEASED.aorHash(hash, 9), ContactId.aorHash(vector.unsigned("id_masked")));
        assertTrue(ContactId.isPackable(vector.unsigned("id_masked")) || vector.text("name").equals("empty"));
    }
}
