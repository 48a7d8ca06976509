package dev.rollcall.testing;

import dev.rollcall.location.LocationRow;
import java.time.LocalDateTime;

/** A valid row of {@code alice@example.com}, column by column changed to what a test is about. */
public final class RowBuilder {
    private final long contactId;
    private String username = "alice";
    private String domain = "example.com";
    private String contact = "sip:alice@192.0.2.1:5060";
    private String received;
    private String path;
    private Long expires = 2_000_000_000L;
    private Double q = -1.0;
    private String callId = "1@192.0.2.1";
    private Integer cseq = 1;
    private LocalDateTime lastModified = LocalDateTime.of(2026, 11, 21, 9, 41, 47);
    private Integer flags = 0;
    private String cflags = "";
    private String userAgent = "phone/1.0";
    private String socket = "udp:192.0.2.9:5060";
    private Integer methods;
    private String sipInstance;
    private String kvStore;
    private String attr;

    private RowBuilder(long contactId) {
        this.contactId = contactId;
    }

    /** A row of an ID. */
    public static RowBuilder row(long contactId) {
        return new RowBuilder(contactId);
    }

    public RowBuilder username(String value) {
        username = value;
        return this;
    }

    public RowBuilder domain(String value) {
        domain = value;
        return this;
    }

    public RowBuilder contact(String value) {
        contact = value;
        return this;
    }

    public RowBuilder received(String value) {
        received = value;
        return this;
    }

    public RowBuilder path(String value) {
        path = value;
        return this;
    }

    public RowBuilder expires(Long value) {
        expires = value;
        return this;
    }

    public RowBuilder q(Double value) {
        q = value;
        return this;
    }

    public RowBuilder callId(String value) {
        callId = value;
        return this;
    }

    public RowBuilder cseq(Integer value) {
        cseq = value;
        return this;
    }

    public RowBuilder lastModified(LocalDateTime value) {
        lastModified = value;
        return this;
    }

    public RowBuilder flags(Integer value) {
        flags = value;
        return this;
    }

    public RowBuilder cflags(String value) {
        cflags = value;
        return this;
    }

    public RowBuilder userAgent(String value) {
        userAgent = value;
        return this;
    }

    public RowBuilder socket(String value) {
        socket = value;
        return this;
    }

    public RowBuilder methods(Integer value) {
        methods = value;
        return this;
    }

    public RowBuilder sipInstance(String value) {
        sipInstance = value;
        return this;
    }

    public RowBuilder kvStore(String value) {
        kvStore = value;
        return this;
    }

    public RowBuilder attr(String value) {
        attr = value;
        return this;
    }

    /** The row. */
    public LocationRow build() {
        return new LocationRow(
                contactId, username, domain, contact, received, path, expires, q, callId, cseq, lastModified, flags,
                cflags, userAgent, socket, methods, sipInstance, kvStore, attr);
    }
}
