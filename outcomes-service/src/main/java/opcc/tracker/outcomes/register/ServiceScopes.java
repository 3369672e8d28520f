package opcc.tracker.outcomes.register;

import java.util.Optional;
import java.util.Set;
import opcc.tracker.kit.access.ResourceScope;
import opcc.tracker.kit.access.ResourceScopes;

/** To whom services belong, as the register says. */
public final class ServiceScopes implements ResourceScopes {

    private static final String SERVICES = "services/";

    private final RegisteredServices services;

    /** Asks {@code services}. */
    public ServiceScopes(RegisteredServices services) {
        this.services = services;
    }

    @Override
    public Optional<ResourceScope> of(String resourceName) {
        return resourceName.startsWith(SERVICES)
                ? services.find(resourceName).map(ServiceScopes::scope)
                : Optional.empty();
    }

    private static ResourceScope scope(RegisteredService service) {
        Set<String> providers = service.provider().isEmpty() ? Set.of() : Set.of(service.provider());
        return new ResourceScope(service.leadArea(), service.sharedAreas(), providers, null);
    }
}
