package opcc.tracker.gateway.limits;

import reactor.core.publisher.Mono;

/** Where it is kept how often somebody has asked. */
interface LimitStore {

    /**
     * Takes one request from a limit.
     *
     * @param key whose limit; never a name of a person
     */
    Mono<Taken> take(String key, Limit limit);
}
