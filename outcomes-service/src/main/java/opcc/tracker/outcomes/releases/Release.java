package opcc.tracker.outcomes.releases;

import java.util.Set;
import opcc.tracker.kit.access.ResourceScope;
import opcc.tracker.kit.areas.PoliceAreas;
import org.jspecify.annotations.Nullable;

/**
 * A release as it stands.
 *
 * @param draft which table it is
 * @param publication how it was published; null while it is a draft
 */
public record Release(Draft draft, @Nullable Publication publication) {

    /** Changes when the release is published. */
    public String etag() {
        return publication == null ? "draft" : "published-" + publication.number();
    }

    /** Whose it is: its area's; what is published is shared by all areas. */
    public ResourceScope scope() {
        return new ResourceScope(draft.keeper(), publication == null ? Set.of() : PoliceAreas.CODES, Set.of(), null);
    }
}
