package opcc.tracker.providers.register;

import com.google.protobuf.Message;
import java.util.Optional;
import java.util.Set;
import opcc.tracker.kit.access.ResourceScope;
import opcc.tracker.kit.access.ResourceScopes;
import opcc.tracker.providers.store.Entry;
import opcc.tracker.providers.store.EntryStore;
import opcc.tracker.providers.store.RegisterStore;
import opcc.tracker.v1.Provider;
import opcc.tracker.v1.Service;

/** To whom entries belong: a provider to its area and itself, a service to its areas and its provider. */
public final class RegisterScopes implements ResourceScopes {

    private final RegisterStore store;

    /** Looks entries up in {@code store}. */
    public RegisterScopes(RegisterStore store) {
        this.store = store;
    }

    @Override
    public Optional<ResourceScope> of(String resourceName) {
        return find(store.providers(), resourceName)
                .map(RegisterScopes::scope)
                .or(() -> find(store.services(), resourceName).map(RegisterScopes::scope));
    }

    private static <T extends Message> Optional<T> find(EntryStore<T> entries, String name) {
        String prefix = entries.name("");
        return name.startsWith(prefix)
                ? entries.find(name.substring(prefix.length())).map(Entry::value)
                : Optional.empty();
    }

    private static ResourceScope scope(Provider provider) {
        return new ResourceScope(provider.getArea(), Set.of(), Set.of(provider.getName()), null);
    }

    private static ResourceScope scope(Service service) {
        return new ResourceScope(
                service.getArea(),
                Set.copyOf(service.getSharedAreasList()),
                service.getProvider().isEmpty() ? Set.of() : Set.of(service.getProvider()),
                null);
    }
}
