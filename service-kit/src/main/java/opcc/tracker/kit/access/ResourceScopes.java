package opcc.tracker.kit.access;

import java.util.Optional;

/** Looks up to whom the resources of a service belong. */
@FunctionalInterface
public interface ResourceScopes {

    /** The scope of the resource of this name, or empty if there is none. */
    Optional<ResourceScope> of(String resourceName);
}
