package dev.rollcall.registrar.sip;

import dev.rollcall.uri.AddressScanner;
import dev.rollcall.uri.ParameterScanner;
import dev.rollcall.uri.SipChars;

/**
 * From or To of one request: scanned when it is first asked for, and only then. To be used again for the next request.
 * NOT thread-safe.
 */
final class AddressHeader {
    private static final int NONE = -1;

    private final HeaderName name;
    private final HeaderTable table;
    private final AddressScanner address = new AddressScanner();
    private boolean scanned;
    private boolean wellFormed;
    private int tag;

    AddressHeader(HeaderName name, HeaderTable table) {
        this.name = name;
        this.table = table;
    }

    /** Begins with another request. */
    void begin() {
        scanned = false;
    }

    /** Whether the header is there and holds one address, its tag a token. */
    boolean isValid() {
        return isAddress() && (tag == NONE || isToken(tag));
    }

    /** Whether it holds one address and no tag. */
    boolean lacksTag() {
        return isAddress() && tag == NONE;
    }

    /** The address, where the header {@link #isValid}. */
    AddressScanner address() {
        isAddress();
        return address;
    }

    private boolean isAddress() {
        if (!scanned) {
            scanned = true;
            int header = table.first(name);
            wellFormed = header >= 0
                    && address.begin(table.bytes, table.valueStart(header), table.valueEnd(header)).single();
            tag = wellFormed ? address.parameters().find("tag") : NONE;
        }
        return wellFormed;
    }

    private boolean isToken(int parameter) {
        ParameterScanner parameters = address.parameters();
        int value = parameters.valueStart(parameter);
        return value >= 0 && SipChars.is(table.bytes[value], SipChars.TOKEN);
    }
}
