package opcc.tracker.gateway.answers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** gzip, the one encoding besides none that the gateway speaks. */
public final class Compression {

    /** The encoding's name in headers. */
    public static final String GZIP = "gzip";

    private Compression() {}

    /** Whether the values of {@code Accept-Encoding} let gzip through; none lets nothing but plain bytes through. */
    public static boolean isAccepted(List<String> acceptEncoding) {
        boolean any = false;
        for (String header : acceptEncoding) {
            for (String each : header.toLowerCase(Locale.ROOT).split(",")) {
                String[] parts = each.split(";");
                String name = parts[0].strip();
                boolean wanted = Arrays.stream(parts).skip(1).noneMatch(Compression::isZero);
                if (name.equals(GZIP) || name.equals("x-gzip")) {
                    return wanted;
                }
                any = name.equals("*") ? wanted : any;
            }
        }
        return any;
    }

    private static boolean isZero(String parameter) {
        return parameter.strip().matches("q=0(\\.0{0,3})?");
    }

    /** The bytes compressed. */
    public static byte[] compress(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, 8192)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The bytes inflated, at most {@code limit} and one more: who gets that many knows that there were too many.
     *
     * @throws IOException if they are not gzip
     */
    public static byte[] inflate(byte[] content, long limit) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return gzip.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, limit + 1));
        }
    }
}
