package opcc.tracker.kit.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * To whom a stored resource belongs; what the access options of the protos are matched against.
 *
 * @param leadArea code of the area that keeps it; empty if none does
 * @param sharedAreas codes of areas that only read it
 * @param providers the providers it belongs to, {@code providers/...}
 * @param owner the subject who asked for it, or null
 */
public record ResourceScope(
        String leadArea,
        Set<String> sharedAreas,
        Set<String> providers,
        @Nullable String owner) {

    /** Copies the sets. */
    public ResourceScope {
        sharedAreas = Set.copyOf(sharedAreas);
        providers = Set.copyOf(providers);
    }
}
