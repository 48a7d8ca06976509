package dev.rollcall.registrar.transport;

/** What goes wrong on the way in and out, as a peer can provoke it. */
enum Fault {
    TOO_MANY_CONNECTIONS("accept", "too many connections, closed one from {}: {}"),
    HANDSHAKE_FAILED("handshake", "handshake with {} failed: {}"),
    REFUSED_UPGRADE("ws_handshake", "refused a WebSocket from {}: {}"),
    BROKEN_STREAM("read", "closing the connection from {}: {}"),
    TIMED_OUT("timeout", "closing the connection from {}: {}"),
    UNREAD_ANSWERS("write", "closing the connection from {}: {}"),
    NOT_SENT("write", "dropped an answer to {}: {}"),
    CONNECTION_LOST("read", "lost the connection from {}: {}"),
    UNEXPECTED("read", "could not handle a message at {}: {}");

    final String function;
    final String template;

    Fault(String function, String template) {
        this.function = function;
        this.template = template;
    }
}
