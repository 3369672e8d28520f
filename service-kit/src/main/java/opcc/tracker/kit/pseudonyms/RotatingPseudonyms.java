package opcc.tracker.kit.pseudonyms;

import java.util.List;
import java.util.stream.Stream;

/**
 * Pseudonyms as {@link Pseudonyms} makes them, each with the id of its key before it, for stores in which a person must be
 * found although the key has changed since: {@code 3f9a1c2e.6fd3...}.
 */
public final class RotatingPseudonyms {

    private record Under(String keyId, Pseudonyms pseudonyms) {}

    private final List<Under> keys;

    /** Derives the givers' keys from each of {@code keys}; {@code purpose} as in {@link Pseudonyms}. */
    public RotatingPseudonyms(PseudonymKeys keys, String purpose) {
        this.keys = keys.all()
                .map(key -> new Under(key.id(), new Pseudonyms(key, purpose)))
                .toList();
    }

    /** The pseudonyms of what one giver refers to, for instance of {@code providers/...}. */
    public OfGiver of(String giver) {
        return new OfGiver(keys.stream()
                .map(key -> new GiversKey(key.keyId, key.pseudonyms.of(giver)))
                .toList());
    }

    private record GiversKey(String keyId, Pseudonyms.OfGiver pseudonyms) {
        String pseudonym(String caseReference) {
            return keyId + "." + pseudonyms.of(caseReference);
        }
    }

    /** The pseudonyms of one giver. */
    public static final class OfGiver {

        private final List<GiversKey> keys;

        private OfGiver(List<GiversKey> keys) {
            this.keys = keys;
        }

        /** The pseudonym of a case under the current key. */
        public String of(String caseReference) {
            return keys.getFirst().pseudonym(caseReference);
        }

        /** The pseudonyms that the case may have got under the other keys; none while there is only one key. */
        public List<String> others(String caseReference) {
            return keys.stream()
                    .skip(1)
                    .flatMap(key -> forms(key, caseReference))
                    .toList();
        }

        /** All pseudonyms that the case may have. */
        public List<String> all(String caseReference) {
            return keys.stream().flatMap(key -> forms(key, caseReference)).toList();
        }

        /** With the key's id and, as they were before keys had ids, without. */
        private static Stream<String> forms(GiversKey key, String caseReference) {
            String pseudonym = key.pseudonym(caseReference);
            return Stream.of(pseudonym, pseudonym.substring(key.keyId.length() + 1));
        }
    }
}
