package dev.rollcall.registrar.sip;

/** Takes requests of one method, or all that no other handler takes. */
@FunctionalInterface
public interface SipRequestHandler {
    /** Answers a request through its flow, now or later; called on the flow's thread, must neither block nor throw. */
    void handle(SipRequest request, Flow flow);
}
