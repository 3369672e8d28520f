package opcc.tracker.kit.access;

import io.grpc.Context;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list may show to the caller: everything, or what belongs to at least one of these.
 *
 * @param everything nothing is held back
 * @param areas only what one of these areas leads or shares
 * @param provider only what belongs to this provider; null for none
 * @param owner only what this subject asked for; null for none
 */
public record Visibility(
        boolean everything,
        Set<String> areas,
        @Nullable String provider,
        @Nullable String owner) {

    private static final Context.Key<Visibility> CURRENT = Context.key("visibility");

    /** Copies the set. */
    public Visibility {
        areas = Set.copyOf(areas);
    }

    /** The visibility of the call that this thread works for; nothing outside of one. */
    public static Visibility current() {
        Visibility visibility = CURRENT.get();
        return visibility == null ? new Visibility(false, Set.of(), null, null) : visibility;
    }

    /** Whether a resource of this scope may be shown. */
    public boolean shows(ResourceScope scope) {
        return everything
                || areas.contains(scope.leadArea())
                || scope.sharedAreas().stream().anyMatch(areas::contains)
                || (provider != null && scope.providers().contains(provider))
                || (owner != null && owner.equals(scope.owner()));
    }

    Context in(Context context) {
        return context.withValue(CURRENT, this);
    }
}
