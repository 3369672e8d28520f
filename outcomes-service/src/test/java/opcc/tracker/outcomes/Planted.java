package opcc.tracker.outcomes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import opcc.tracker.kit.idempotency.CommandDigest;

/** Personal data that tests plant, and the search for it in every form in which it might be kept. All of it is made up. */
final class Planted {

    /** References that are taken in. */
    static final List<String> REFERENCES = List.of("planted-case-77123", "PLANTED/77124", "77125.planted_8");

    /** What no field may hold. */
    static final List<String> PERSONAL = List.of(
            "planted.person@example.org",
            "07700 900461",
            "07700900462",
            "QQ654321C",
            "QQ 65 43 22 D",
            "ZE1 9XX",
            "17/05/1987",
            "Planted Person",
            "planted.person",
            "Mary-Ann O'Planted");

    private Planted() {}

    static Stream<String> all() {
        return Stream.concat(REFERENCES.stream(), PERSONAL.stream());
    }

    /** The planted values that {@code text} holds, in whatever form; each with the form. */
    static List<String> foundIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        List<String> found = new ArrayList<>();
        all().forEach(value -> {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            if (lower.contains(value.toLowerCase(Locale.ROOT))) {
                found.add(value);
            }
            if (lower.contains(HexFormat.of().formatHex(bytes))) {
                found.add(value + " in hex");
            }
            if (lower.contains(CommandDigest.SHA_256.of(bytes))) {
                found.add(value + " as a plain hash");
            }
            if (base64(bytes).anyMatch(text::contains)) {
                found.add(value + " in base64");
            }
        });
        return found;
    }

    /** What base64 makes of the bytes at each of the three places in which they may begin, without what depends on neighbours. */
    private static Stream<String> base64(byte[] bytes) {
        return Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
                .flatMap(encoder -> Stream.of(0, 1, 2).map(before -> {
                    byte[] shifted = new byte[before + bytes.length];
                    System.arraycopy(bytes, 0, shifted, before, bytes.length);
                    byte[] whole = Arrays.copyOf(shifted, shifted.length / 3 * 3);
                    return encoder.encodeToString(whole).substring(before == 0 ? 0 : before + 1);
                }));
    }
}
