package opcc.tracker.providers.register;

import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.v1.ListServicesRequest;
import opcc.tracker.v1.ServiceStatusEnum.ServiceStatus;
import opcc.tracker.v1.ServiceTypeEnum.ServiceType;
import org.bson.conversions.Bson;

/** The filters of a list of services: what the caller may see and what they ask for. */
final class ServiceFilter {

    private ServiceFilter() {}

    static Bson of(ListServicesRequest wanted, Visibility visibility) {
        List<Bson> filters = new ArrayList<>();
        filters.add(Shown.services(visibility));
        if (!wanted.getArea().isEmpty()) {
            filters.add(Filters.or(Filters.eq("area", wanted.getArea()), Filters.eq("sharedAreas", wanted.getArea())));
        }
        if (!wanted.getProvider().isEmpty()) {
            filters.add(Filters.eq("provider", wanted.getProvider()));
        }
        if (wanted.getServiceType() != ServiceType.SERVICE_TYPE_UNSPECIFIED) {
            filters.add(Filters.eq("serviceType", wanted.getServiceType().name()));
        }
        if (wanted.getStatus() != ServiceStatus.SERVICE_STATUS_UNSPECIFIED) {
            filters.add(Filters.eq("status", wanted.getStatus().name()));
        }
        return Filters.and(filters);
    }
}
