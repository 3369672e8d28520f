package opcc.tracker.providers.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.paging.Page.Cut;
import opcc.tracker.v1.Provider;
import opcc.tracker.v1.ProviderKindEnum.ProviderKind;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The stored providers. */
public final class ProviderStore extends EntryStore<Provider> {

    ProviderStore(MongoCollection<Document> collection) {
        super(collection, Provider.getDefaultInstance());
    }

    /** A page of the providers of a kind, or of any kind if it is unspecified. */
    public Cut<Provider> list(ProviderKind kind, Visibility visibility, Page page) {
        Bson ofKind =
                kind == ProviderKind.PROVIDER_KIND_UNSPECIFIED ? Filters.empty() : Filters.eq("kind", kind.name());
        return page(Filters.and(shown(visibility), ofKind), page);
    }

    /** All, or the caller's own. */
    private static Bson shown(Visibility visibility) {
        if (visibility.everything()) {
            return Filters.empty();
        }
        String provider = visibility.provider();
        return provider == null ? NOTHING : Filters.eq("_id", provider.substring("providers/".length()));
    }
}
