package opcc.tracker.providers.register;

import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.providers.store.EntryStore;

/** Resource names: a collection, a slash, an id. */
final class Names {

    private Names() {}

    /** The id in {@code name}; what is not a name in this collection does not exist. */
    static String id(EntryStore<?> collection, String name) {
        String prefix = collection.name("");
        if (!name.startsWith(prefix)) {
            throw Refusal.notFound(name);
        }
        return name.substring(prefix.length());
    }
}
