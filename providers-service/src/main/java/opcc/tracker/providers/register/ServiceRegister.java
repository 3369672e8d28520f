package opcc.tracker.providers.register;

import com.google.protobuf.FieldMask;
import com.google.rpc.BadRequest.FieldViolation;
import com.google.rpc.Code;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.paging.Page.Cut;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.validation.RequestValidation;
import opcc.tracker.providers.store.Entry;
import opcc.tracker.providers.store.ProviderStore;
import opcc.tracker.providers.store.RegisterStore;
import opcc.tracker.providers.store.ServiceStore;
import opcc.tracker.v1.ListServicesRequest;
import opcc.tracker.v1.Service;
import opcc.tracker.v1.ServiceStatusEnum.ServiceStatus;
import org.springframework.stereotype.Component;

/** The register of the services that are commissioned from providers. */
@Component
public class ServiceRegister {

    private final ProviderStore providers;
    private final ServiceStore services;
    private final EntryChanges<Service> changes;
    private final RequestValidation validation;

    ServiceRegister(RegisterStore store, RequestValidation validation, Clock clock) {
        this.providers = store.providers();
        this.services = store.services();
        this.changes = new EntryChanges<>(services, "service", clock);
        this.validation = validation;
    }

    /** Registers a service under an id. */
    public Service create(String id, Service sent) {
        Service service = withStatus(sent);
        requireRules(service);
        requireRegisteredProvider(service);
        return changes.create(id, service);
    }

    /** Changes a service by the name and etag that {@code sent} carries. */
    public Service update(Service sent, FieldMask mask) {
        return changes.update(sent, mask, (stored, changed) -> {
            Service service = withStatus(changed);
            validation.require(service, "service.");
            requireRules(service);
            AreaRules.requireMayMove(stored.getArea(), service.getArea());
            requireRegisteredProvider(service);
            return service;
        });
    }

    /** The service of this name. */
    public Service get(String name) {
        return services.find(Names.id(services, name)).map(Entry::value).orElseThrow(() -> Refusal.notFound(name));
    }

    /** A page of the services that are asked for and may be seen. */
    public Cut<Service> list(ListServicesRequest wanted, Visibility visibility, Page page) {
        return services.list(wanted, visibility, page);
    }

    private static Service withStatus(Service service) {
        return service.getStatus() == ServiceStatus.SERVICE_STATUS_UNSPECIFIED
                ? service.toBuilder().setStatus(ServiceStatus.PLANNED).build()
                : service;
    }

    private static void requireRules(Service service) {
        List<FieldViolation> violations = Stream.concat(
                        AreaRules.violations(service), AnnualValueRules.violations(service))
                .toList();
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations);
        }
    }

    private void requireRegisteredProvider(Service service) {
        String provider = service.getProvider();
        if (!provider.isEmpty() && providers.find(Names.id(providers, provider)).isEmpty()) {
            throw Refusal.of(
                    Code.FAILED_PRECONDITION,
                    "PROVIDER_NOT_REGISTERED",
                    "\"" + provider + "\" is not in the register of providers. Register the provider first.",
                    Map.of("provider", provider));
        }
    }
}
