package opcc.tracker.funds.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A JPEG file cut into its segments, up to the end of its first picture. */
final class JpegSegments {

    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP13 = 0xED;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COMMENT = 0xFE;
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;

    /** Each scan is decoded over the whole picture, so many small ones would keep a processor busy for long. */
    private static final int MOST_SCANS = 100;

    private final byte[] file;
    private final List<Segment> segments = new ArrayList<>();
    private int end = 2;

    /**
     * A segment with its marker and, after a start of scan, the picture's data.
     *
     * @param marker the marker's second byte
     * @param from where the marker begins
     * @param to where the next segment begins
     */
    private record Segment(int marker, int from, int to) {}

    private JpegSegments(byte[] file) {
        this.file = file;
    }

    /** @throws BadFile if the file does not hold together */
    static JpegSegments of(byte[] file) throws BadFile {
        JpegSegments segments = new JpegSegments(file);
        segments.cut();
        return segments;
    }

    private void cut() throws BadFile {
        int at = 2;
        int scans = 0;
        while (true) {
            int from = at;
            while (at + 1 < file.length && unsigned(at) == 0xFF && unsigned(at + 1) == 0xFF) {
                at++;
            }
            if (at + 1 >= file.length || unsigned(at) != 0xFF) {
                throw new BadFile("is damaged: the picture is not complete");
            }
            int marker = unsigned(at + 1);
            if (marker == END_OF_IMAGE) {
                end = at + 2;
                segments.add(new Segment(marker, from, end));
                return;
            }
            if (at + 3 >= file.length) {
                throw new BadFile("is damaged: the picture is not complete");
            }
            at += 2 + (unsigned(at + 2) << 8 | unsigned(at + 3));
            if (at > file.length) {
                throw new BadFile("is damaged: the picture is not complete");
            }
            if (marker == START_OF_SCAN) {
                if (++scans > MOST_SCANS) {
                    throw new BadFile("is a picture made of too many layers; save it anew");
                }
                at = endOfScan(at);
            }
            segments.add(new Segment(marker, from, at));
        }
    }

    /** Within a scan 0xFF is followed by 0 or a restart marker. */
    private int endOfScan(int from) {
        int at = from;
        while (at + 1 < file.length) {
            int next = unsigned(at + 1);
            if (unsigned(at) == 0xFF && next != 0 && next != 0xFF && !(next >= 0xD0 && next <= 0xD7)) {
                return at;
            }
            at++;
        }
        return file.length;
    }

    /** What the file holds besides the picture, in words. */
    List<String> extras() {
        List<String> found = new ArrayList<>();
        for (Segment segment : segments) {
            switch (segment.marker) {
                case APP1 -> {
                    if (starts(segment, Exif.HEADER)) {
                        found.add("the camera's data (EXIF)");
                        if (exif(segment).hasPlace()) {
                            found.add("the place where it was taken (GPS)");
                        }
                    } else {
                        found.add("data of the program that edited it (XMP)");
                    }
                }
                case APP2 -> found.add(starts(segment, "ICC_PROFILE") ? "a colour profile" : "further pictures");
                case APP13 -> found.add("captions (IPTC)");
                case COMMENT -> found.add("a comment");
                default -> {
                    if (segment.marker > APP2 && segment.marker <= APP15 && segment.marker != APP14) {
                        found.add("data of a program");
                    }
                }
            }
        }
        if (end < file.length) {
            found.add("data after the end of the picture");
        }
        return found.stream().distinct().toList();
    }

    /** How the picture is to be turned. */
    Orientation orientation() {
        return segments.stream()
                .filter(segment -> segment.marker == APP1 && starts(segment, Exif.HEADER))
                .findFirst()
                .map(segment -> exif(segment).orientation())
                .orElse(Orientation.UPRIGHT);
    }

    /** The file without anything that is not needed to show the picture; its pixels are the very same. */
    byte[] withoutExtras() {
        ByteArrayOutputStream clean = new ByteArrayOutputStream(file.length);
        clean.write(file, 0, 2);
        for (Segment segment : segments) {
            boolean application = segment.marker >= APP0 && segment.marker <= APP15;
            boolean needed = segment.marker == APP14 || segment.marker == APP0 && starts(segment, "JFIF\0");
            if (application ? needed : segment.marker != COMMENT) {
                clean.write(file, segment.from, segment.to - segment.from);
            }
        }
        return clean.toByteArray();
    }

    private Exif exif(Segment segment) {
        return Exif.read(file, segment.from + 4 + Exif.HEADER.length(), segment.to);
    }

    private boolean starts(Segment segment, String text) {
        int from = segment.from + 4;
        return from + text.length() <= segment.to
                && new String(file, from, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }

    private int unsigned(int index) {
        return file[index] & 0xFF;
    }
}
