package opcc.tracker.gateway.routing;

/** Told what becomes of a call; of its ends the first that is told counts. */
interface CallOutcome {

    /** An answer of a stream came, and more may. */
    void begun();

    /** It ended well. */
    void answered();

    /** It failed, be it after some answers. */
    void failed(Throwable failure);

    /** Nobody waits for it any more. */
    void abandoned();
}
