package dev.rollcall.registrar.usrloc;

import dev.rollcall.octets.Octets;
import java.util.Arrays;

/**
 * A contact's values and texts as a block will hold them: each text in UTF-8 behind its length, those that are null
 * left out. Used again for the next contact. Not thread-safe.
 */
final class ContactImage {
    /** What a bit of {@link #columns} says that there is: the texts in their order, and methods. */
    static final int URI = 1;
    static final int CALL_ID = 1 << 1;
    static final int RECEIVED = 1 << 2;
    static final int USER_AGENT = 1 << 3;
    static final int SOCKET = 1 << 4;
    static final int PATH = 1 << 5;
    static final int SIP_INSTANCE = 1 << 6;
    static final int CFLAGS = 1 << 7;
    static final int KV_STORE = 1 << 8;
    static final int ATTR = 1 << 9;
    static final int METHODS = 1 << 10;

    private static final int USUAL_BYTES = 512;
    private static final int MAX_LENGTH_BYTES = 5;

    long expires;
    long lastModified;
    long connectionId;
    int q;
    int cseq;
    int methods;
    int flags;
    int columns;
    byte[] text = new byte[USUAL_BYTES];
    /** Where the URI has ended in the text and the others begin. */
    int uriEnd;
    int end;

    /** Takes what a REGISTER says of a contact. OpenSIPS: a registration resets what it does not name. */
    void take(Octets uri, RequestedBinding binding, Registration registration, long now) {
        expires = binding.expires();
        lastModified = now;
        connectionId = binding.connectionId();
        q = binding.q();
        cseq = (int) registration.cseq();
        flags = 0;
        boolean hasMethods = binding.methods() != RequestedBinding.ALL_METHODS;
        begin(uri, hasMethods, hasMethods ? binding.methods() : 0);
        add(CALL_ID, registration.callId());
        add(RECEIVED, binding.received());
        add(USER_AGENT, binding.userAgent());
        add(SOCKET, binding.socket());
        add(PATH, binding.path());
        add(SIP_INSTANCE, binding.sipInstance());
        add(CFLAGS, Octets.EMPTY);
    }

    /** Takes a contact that was decided or loaded. */
    void take(Contact contact) {
        Binding binding = contact.binding();
        expires = binding.expires();
        lastModified = binding.lastModified();
        connectionId = binding.connectionId();
        q = binding.q();
        cseq = (int) binding.cseq();
        flags = binding.flags();
        boolean hasMethods = binding.methods() != null;
        begin(Octets.of(contact.uri()), hasMethods, hasMethods ? binding.methods() : 0);
        add(CALL_ID, binding.callId());
        add(RECEIVED, binding.received());
        add(USER_AGENT, binding.userAgent());
        add(SOCKET, binding.socket());
        add(PATH, binding.path());
        add(SIP_INSTANCE, binding.sipInstance());
        add(CFLAGS, binding.cflags());
        add(KV_STORE, binding.kvStore());
        add(ATTR, binding.attr());
    }

    private void begin(Octets uri, boolean hasMethods, int itsMethods) {
        methods = itsMethods;
        columns = hasMethods ? METHODS : 0;
        end = 0;
        if (text.length > USUAL_BYTES) {
            text = new byte[USUAL_BYTES];
        }
        add(URI, uri);
        uriEnd = end;
    }

    private void add(int column, String value) {
        add(column, value == null ? null : Octets.of(value));
    }

    private void add(int column, Octets value) {
        if (value == null) {
            return;
        }
        int needed = end + MAX_LENGTH_BYTES + value.length();
        if (needed > text.length) {
            text = Arrays.copyOf(text, Math.max(needed, text.length * 2));
        }
        columns |= column;
        end = value.copyTo(text, putLength(value.length()));
    }

    /** Seven bits a byte, the lowest first; all but the last byte are below 0. */
    private int putLength(int length) {
        int at = end;
        int rest = length;
        for (; rest > Byte.MAX_VALUE; rest >>>= 7) {
            text[at++] = (byte) (rest | Byte.MIN_VALUE);
        }
        text[at++] = (byte) rest;
        return at;
    }
}
