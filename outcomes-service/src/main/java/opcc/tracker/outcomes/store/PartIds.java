package opcc.tracker.outcomes.store;

import com.mongodb.client.model.Filters;
import org.bson.conversions.Bson;

/**
 * The ids of what a tranche has in parts: tranche, digest of the whole, number of the part. Several processes may store
 * parts, and the digest that the tranche names in the end says whose count.
 */
final class PartIds {

    private PartIds() {}

    static String of(String tranche, String digest, int part) {
        return "%s/%s/%06d".formatted(tranche, digest, part);
    }

    /** Finds the parts of other digests by the index of {@code _id} alone, without reading those of this one. */
    static Bson ofOthers(String tranche, String digest) {
        return Filters.regex("_id", "^" + tranche + "/(?!" + digest + "/)");
    }
}
