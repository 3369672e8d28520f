package opcc.tracker.outcomes.store;

/**
 * The ids of what a tranche has in parts: tranche, digest of the whole, number of the part. Several processes may store
 * parts, and the digest that the tranche names in the end says whose count.
 */
final class PartIds {

    private PartIds() {}

    static String of(String tranche, String digest, int part) {
        return "%s/%s/%06d".formatted(tranche, digest, part);
    }

    /** The pattern of ids of other digests' parts: these are found by the index alone, without reading those of this one. */
    static String ofOthers(String tranche, String digest) {
        return "^" + tranche + "/(?!" + digest + "/)";
    }
}
