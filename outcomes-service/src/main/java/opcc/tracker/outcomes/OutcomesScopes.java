package opcc.tracker.outcomes;

import java.util.Optional;
import opcc.tracker.kit.access.ResourceScope;
import opcc.tracker.kit.access.ResourceScopes;
import opcc.tracker.outcomes.register.ServiceScopes;
import opcc.tracker.outcomes.returns.AggregateReturns;
import opcc.tracker.outcomes.returns.StatedReturn;

/** To whom the resources belong that requests to this service name. */
final class OutcomesScopes implements ResourceScopes {

    private final ServiceScopes services;
    private final AggregateReturns returns;

    OutcomesScopes(ServiceScopes services, AggregateReturns returns) {
        this.services = services;
        this.returns = returns;
    }

    @Override
    public Optional<ResourceScope> of(String resourceName) {
        return resourceName.startsWith("aggregateReturns/")
                ? returns.find(resourceName).map(StatedReturn::scope)
                : services.of(resourceName);
    }
}
