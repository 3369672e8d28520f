package opcc.tracker.gateway.routing;

/** Told at its end what became of a call; the first that is told counts. */
interface CallOutcome {

    /** It ended well. */
    void answered();

    /** It failed, be it after some answers. */
    void failed(Throwable failure);

    /** Nobody waits for it any more. */
    void abandoned();
}
