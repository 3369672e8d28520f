package opcc.tracker.kit.pseudonyms;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys under which pseudonyms are looked for. Keys rotate: new pseudonyms are of the current one, but a person is found
 * under each that is known here.
 *
 * @param current of new pseudonyms
 * @param others those of before; one that is to come may be among them, so that all replicas know it before any uses it
 */
public record PseudonymKeys(PseudonymKey current, List<PseudonymKey> others) {

    /** Copies the list. */
    public PseudonymKeys {
        others = List.copyOf(others);
    }

    /**
     * Reads the keys.
     *
     * @param current see {@link PseudonymKey#parse}
     * @param others further ones, separated by commas; null or empty for none
     * @throws IllegalArgumentException if one is not a key; the message never holds any of it
     */
    public static PseudonymKeys parse(@Nullable String current, @Nullable String others) {
        return new PseudonymKeys(PseudonymKey.parse(current), parseOthers(others));
    }

    /** Reads the further keys alone. */
    public static List<PseudonymKey> parseOthers(@Nullable String others) {
        return others == null || others.isBlank()
                ? List.of()
                : Arrays.stream(others.split(",", -1)).map(PseudonymKey::parse).toList();
    }

    /** All keys, the current one first. */
    Stream<PseudonymKey> all() {
        return Stream.concat(Stream.of(current), others.stream());
    }
}
