package opcc.tracker.outcomes.register;

import java.util.Optional;

/** The services of the register. */
public interface RegisteredServices {

    /**
     * The service of this name, if the caller may see it.
     *
     * @throws opcc.tracker.kit.refusal.Refusal UNAVAILABLE if the register does not answer
     */
    Optional<RegisteredService> find(String name);
}
