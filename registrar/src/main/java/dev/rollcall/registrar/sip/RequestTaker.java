package dev.rollcall.registrar.sip;

/** Takes some requests and leaves the others. */
@FunctionalInterface
public interface RequestTaker {
    /**
     * Takes a request, to answer it through its flow now or later, or never; called on the flow's thread, must neither
     * block nor throw.
     *
     * @return false where the request is left to somebody else
     */
    boolean takes(SipRequest request, Flow flow);
}
