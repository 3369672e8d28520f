package opcc.tracker.providers.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.paging.Page.Cut;
import opcc.tracker.v1.ListServicesRequest;
import opcc.tracker.v1.Service;
import opcc.tracker.v1.ServiceStatusEnum.ServiceStatus;
import opcc.tracker.v1.ServiceTypeEnum.ServiceType;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The stored services. */
public final class ServiceStore extends EntryStore<Service> {

    private static final int PAGE = 1_000;

    ServiceStore(MongoCollection<Document> collection) {
        super(collection, Service.getDefaultInstance());
    }

    /** A page of the services that are asked for and may be seen. */
    public Cut<Service> list(ListServicesRequest wanted, Visibility visibility, Page page) {
        List<Bson> filters = new ArrayList<>();
        filters.add(shown(visibility));
        if (!wanted.getArea().isEmpty()) {
            filters.add(ledOrSharedBy(Set.of(wanted.getArea())));
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
        return page(Filters.and(filters), page);
    }

    /** The services that an area leads, in the order of their ids. */
    public List<Service> ledBy(String area) {
        List<Service> all = new ArrayList<>();
        Page page = new Page("", PAGE);
        while (true) {
            Cut<Service> cut = page(Filters.eq("area", area), page);
            all.addAll(cut.items());
            if (cut.nextPageToken().isEmpty()) {
                return all;
            }
            page = Page.of(PAGE, cut.nextPageToken());
        }
    }

    /** All, or those that the caller's areas lead or share or the caller's provider gives. */
    private static Bson shown(Visibility visibility) {
        if (visibility.everything()) {
            return Filters.empty();
        }
        List<Bson> ways = new ArrayList<>();
        if (!visibility.areas().isEmpty()) {
            ways.add(ledOrSharedBy(visibility.areas()));
        }
        String provider = visibility.provider();
        if (provider != null) {
            ways.add(Filters.eq("provider", provider));
        }
        return ways.isEmpty() ? NOTHING : Filters.or(ways);
    }

    private static Bson ledOrSharedBy(Set<String> areas) {
        return Filters.or(Filters.in("area", areas), Filters.in("sharedAreas", areas));
    }
}
