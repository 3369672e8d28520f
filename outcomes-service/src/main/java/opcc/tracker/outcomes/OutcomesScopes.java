package opcc.tracker.outcomes;

import java.util.List;
import java.util.Optional;
import opcc.tracker.kit.access.ResourceScope;
import opcc.tracker.kit.access.ResourceScopes;

/** To whom the resources of this service belong: each kind knows its own. */
final class OutcomesScopes implements ResourceScopes {

    private final List<ResourceScopes> kinds;

    OutcomesScopes(ResourceScopes... kinds) {
        this.kinds = List.of(kinds);
    }

    @Override
    public Optional<ResourceScope> of(String resourceName) {
        return kinds.stream().flatMap(kind -> kind.of(resourceName).stream()).findFirst();
    }
}
