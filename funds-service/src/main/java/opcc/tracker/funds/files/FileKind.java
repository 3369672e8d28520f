package opcc.tracker.funds.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** The kinds of file that are taken, told by their first bytes and by nothing that the sender says. */
public enum FileKind {
    /** A document. */
    PDF("application/pdf", "PDF"),
    /** A photograph. */
    JPEG("image/jpeg", "JPEG picture"),
    /** A picture of a screen. */
    PNG("image/png", "PNG picture");

    private static final Set<String> HEIC_BRANDS =
            Set.of("heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1");

    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("47494638", "is a GIF picture"),
            Map.entry("49492A00", "is a TIFF picture"),
            Map.entry("4D4D002A", "is a TIFF picture"),
            Map.entry("424D", "is a BMP picture"),
            Map.entry("504B0304", "is a ZIP archive or an Office document"),
            Map.entry("D0CF11E0", "is an old Office document"),
            Map.entry("4D5A", "is a program"),
            Map.entry("7F454C46", "is a program"),
            Map.entry("2321", "is a program"),
            Map.entry("3C", "is a web page or XML"),
            Map.entry("7B5C727466", "is a text document"));

    private final String contentType;
    private final String words;

    FileKind(String contentType, String words) {
        this.contentType = contentType;
        this.words = words;
    }

    /** The media type. */
    public String contentType() {
        return contentType;
    }

    /** What people call it. */
    public String words() {
        return words;
    }

    /**
     * The kind of a file by its first bytes.
     *
     * @throws BadFile saying what it is instead, as far as that can be told
     */
    public static FileKind of(byte[] content) throws BadFile {
        if (startsWith(content, "255044462D")) {
            return PDF;
        }
        if (startsWith(content, "FFD8FF")) {
            return JPEG;
        }
        if (startsWith(content, "89504E470D0A1A0A")) {
            return PNG;
        }
        throw new BadFile(whatElse(content));
    }

    private static String whatElse(byte[] content) {
        String allowed = "; only PDF, JPEG and PNG are taken";
        if (content.length == 0) {
            return "is empty";
        }
        if (text(content, 4, 4).equals("ftyp") && HEIC_BRANDS.contains(text(content, 8, 4))) {
            return "is a HEIC picture, as iPhones keep them" + allowed + ". Under Settings, Camera, Formats choose"
                    + " \"Most Compatible\" and take it again, or save it as JPEG";
        }
        if (text(content, 0, 4).equals("RIFF") && text(content, 8, 4).equals("WEBP")) {
            return "is a WebP picture" + allowed;
        }
        return OTHERS.entrySet().stream()
                        .filter(other -> startsWith(content, other.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("is of a kind that is not known here")
                + allowed;
    }

    private static boolean startsWith(byte[] content, String hex) {
        byte[] start = java.util.HexFormat.of().parseHex(hex);
        return content.length >= start.length && Arrays.equals(content, 0, start.length, start, 0, start.length);
    }

    private static String text(byte[] content, int from, int length) {
        return content.length < from + length ? "" : new String(content, from, length, StandardCharsets.ISO_8859_1);
    }
}
