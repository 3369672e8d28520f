package opcc.tracker.providers.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import opcc.tracker.kit.store.StoreIndexes;
import org.bson.Document;

/**
 * The collections and indexes of providers-service. Their shard key is {@code _id}, the entry's id, which is also their
 * only unique index; the others serve the filters of the lists, each in the order of the ids. Writes are acknowledged by
 * a majority, see {@link opcc.tracker.kit.store.MongoConnection}.
 */
public final class RegisterStore {

    private final ProviderStore providers;
    private final ServiceStore services;

    /** Uses {@code database} and makes sure of the indexes. */
    public RegisterStore(MongoDatabase database) {
        MongoCollection<Document> providerDocuments = database.getCollection("providers");
        index(providerDocuments, "kind");
        MongoCollection<Document> serviceDocuments = database.getCollection("services");
        index(serviceDocuments, "area");
        index(serviceDocuments, "sharedAreas");
        index(serviceDocuments, "provider");
        index(serviceDocuments, "serviceType");
        index(serviceDocuments, "status");
        this.providers = new ProviderStore(providerDocuments);
        this.services = new ServiceStore(serviceDocuments);
    }

    private static void index(MongoCollection<Document> collection, String field) {
        StoreIndexes.ensure(collection, Indexes.ascending(field, "_id"));
    }

    /** The providers. */
    public ProviderStore providers() {
        return providers;
    }

    /** The services. */
    public ServiceStore services() {
        return services;
    }
}
