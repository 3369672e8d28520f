package opcc.tracker.funds.files;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a PNG file holds besides its picture. */
final class PngChunks {

    private static final int SIGNATURE_BYTES = 8;
    private static final int AROUND_DATA = 12;
    private static final Set<String> OF_THE_PICTURE =
            Set.of("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "sRGB", "gAMA", "cHRM", "sBIT", "bKGD", "pHYs", "hIST");

    private final Set<String> extras = new TreeSet<>();
    private Exif exif = new Exif(Orientation.UPRIGHT, false);

    /** @throws BadFile if the file does not hold together */
    static PngChunks of(byte[] file) throws BadFile {
        PngChunks chunks = new PngChunks();
        ByteBuffer buffer = ByteBuffer.wrap(file);
        int at = SIGNATURE_BYTES;
        while (at + AROUND_DATA <= file.length) {
            long length = buffer.getInt(at) & 0xFFFFFFFFL;
            long next = at + AROUND_DATA + length;
            if (next > file.length) {
                break;
            }
            String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (type.equals("IEND")) {
                chunks.end((int) next, file.length);
                return chunks;
            }
            chunks.note(type, file, at + 8, (int) next - 4);
            at = (int) next;
        }
        throw new BadFile("is damaged: the picture is not complete");
    }

    private void note(String type, byte[] file, int from, int to) {
        switch (type) {
            case "tEXt", "zTXt", "iTXt" -> extras.add("text beside the picture");
            case "iCCP" -> extras.add("a colour profile");
            case "tIME" -> extras.add("when it was changed");
            case "eXIf" -> {
                exif = Exif.read(file, from, to);
                extras.add("the camera's data (EXIF)");
                if (exif.hasPlace()) {
                    extras.add("the place where it was taken (GPS)");
                }
            }
            default -> {
                if (!OF_THE_PICTURE.contains(type)) {
                    extras.add("data of a program");
                }
            }
        }
    }

    private void end(int end, int length) {
        if (end < length) {
            extras.add("data after the end of the picture");
        }
    }

    List<String> extras() {
        return List.copyOf(extras);
    }

    Orientation orientation() {
        return exif.orientation();
    }
}
