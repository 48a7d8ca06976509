package dev.rollcall.modparam;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What tells that a phone is behind NAT: the tests of OpenSIPS' {@code nat_uac_test}, and one more. */
public enum NatTest {
    /** The Contact has a private address (RFC 1918). */
    PRIVATE_CONTACT(0x01),
    /** The topmost Via has another address than the source. */
    DIFF_IP_SRC_VIA(0x02),
    /** The topmost Via has a private address. */
    PRIVATE_VIA(0x04),
    /** The body has a private address: never so, since a REGISTER describes no session. */
    PRIVATE_SDP(0x08),
    /** The topmost Via has another port than the source. */
    DIFF_PORT_SRC_VIA(0x10),
    /** The Contact has another address than the source, or a name. */
    DIFF_IP_SRC_CONTACT(0x20),
    /** The Contact has another port than the source. */
    DIFF_PORT_SRC_CONTACT(0x40),
    /** No test, but has those for private addresses take a carrier's for such (RFC 6598, RFC 6333). */
    CARRIER_GRADE_NAT(0x80),
    /** The Contact names another transport than the one that the request came over. Not one of OpenSIPS'. */
    DIFF_TRANSPORT_SRC_CONTACT(0);

    private static final int ALL_FLAGS = 0xff;

    /** Its bit in OpenSIPS' number of tests, 0 for one that OpenSIPS has not. */
    private final int flag;

    NatTest(int flag) {
        this.flag = flag;
    }

    /** How several are written in a configuration. */
    public static ValueType<Set<NatTest>> type() {
        return ValueType.of(
                "none, or names with commas between of " + words(EnumSet.allOf(NatTest.class), ", ")
                        + ", or OpenSIPS' number for several, 0 to " + ALL_FLAGS,
                NatTest::read, tests -> tests.isEmpty() ? "none" : words(tests, ","));
    }

    private static Optional<Set<NatTest>> read(String text) {
        if (text.equalsIgnoreCase("none")) {
            return Optional.of(Set.of());
        }
        return text.matches("[0-9]{1,3}") ? ofNumber(Integer.parseInt(text)) : ofWords(text.split(",", -1));
    }

    private static Optional<Set<NatTest>> ofNumber(int number) {
        if (number > ALL_FLAGS) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(test -> (test.flag & number) != 0)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(NatTest.class))));
    }

    private static Optional<Set<NatTest>> ofWords(String... words) {
        Set<NatTest> tests = EnumSet.noneOf(NatTest.class);
        for (String word : words) {
            Optional<NatTest> test =
                    Arrays.stream(values()).filter(one -> ValueType.word(one).equalsIgnoreCase(word.strip())).findFirst();
            if (test.isEmpty()) {
                return Optional.empty();
            }
            tests.add(test.get());
        }
        return Optional.of(tests);
    }

    private static String words(Set<NatTest> tests, String between) {
        return tests.stream().map(ValueType::word).collect(Collectors.joining(between));
    }
}
