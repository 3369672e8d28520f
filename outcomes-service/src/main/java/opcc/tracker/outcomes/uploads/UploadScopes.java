package opcc.tracker.outcomes.uploads;

import java.util.Optional;
import java.util.Set;
import opcc.tracker.kit.access.ResourceScope;
import opcc.tracker.kit.access.ResourceScopes;
import opcc.tracker.outcomes.store.UploadStore;

/** An upload belongs to the provider that sent it and to nobody else. */
public final class UploadScopes implements ResourceScopes {

    private static final String UPLOADS = "uploads/";

    private final UploadStore uploads;

    /** Looks uploads up in {@code uploads}. */
    public UploadScopes(UploadStore uploads) {
        this.uploads = uploads;
    }

    @Override
    public Optional<ResourceScope> of(String resourceName) {
        return resourceName.startsWith(UPLOADS)
                ? uploads.find(resourceName.substring(UPLOADS.length()))
                        .map(upload -> new ResourceScope("", Set.of(), Set.of(upload.provider()), null))
                : Optional.empty();
    }
}
