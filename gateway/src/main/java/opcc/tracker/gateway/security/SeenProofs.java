package opcc.tracker.gateway.security;

import reactor.core.publisher.Mono;

/** Which proofs were used, for as long as they could be used again. */
interface SeenProofs {

    /**
     * True if this proof is seen for the first time, and is noted now. Ends in a
     * {@link opcc.tracker.gateway.problems.ProblemException} if that can't be told: then it may have been used.
     */
    Mono<Boolean> isNew(DpopProof proof);
}
