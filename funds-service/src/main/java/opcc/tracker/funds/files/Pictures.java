package opcc.tracker.funds.files;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures, decoded and encoded anew upright in plain RGB: what is not a pixel is gone. */
final class Pictures {

    private static final long MOST_PIXELS = 25_000_000;
    private static final long MOST_BYTES = 100_000_000;
    private static final float QUALITY = 0.85f;
    private static final Pattern INCOMPLETE = Pattern.compile("(?i)premature|truncated|missing eoi");

    private Pictures() {}

    static CleanFile clean(FileKind kind, byte[] content) throws BadFile {
        List<String> extras;
        Orientation orientation;
        if (kind == FileKind.JPEG) {
            JpegSegments segments = JpegSegments.of(content);
            extras = segments.extras();
            orientation = segments.orientation();
        } else {
            PngChunks chunks = PngChunks.of(content);
            extras = chunks.extras();
            orientation = chunks.orientation();
        }
        return new CleanFile(kind, encode(upright(decode(kind, content), orientation), kind), extras);
    }

    private static BufferedImage decode(FileKind kind, byte[] content) throws BadFile {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format(kind)).next();
        boolean[] incomplete = {false};
        reader.addIIOReadWarningListener((source, warning) ->
                incomplete[0] |= INCOMPLETE.matcher(warning).find());
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(in, true, true);
            requireModestSize(reader);
            BufferedImage picture = reader.read(0);
            if (incomplete[0]) {
                throw new BadFile("is damaged: the picture is not complete");
            }
            return picture;
        } catch (IOException | RuntimeException e) {
            throw new BadFile("cannot be read as a " + kind.words() + "; open it, save it anew and send that");
        } finally {
            reader.dispose();
        }
    }

    /** Before anything is unpacked: a small file may say that it is a huge picture. */
    private static void requireModestSize(ImageReader reader) throws IOException, BadFile {
        long pixels = Math.multiplyExact((long) reader.getWidth(0), (long) reader.getHeight(0));
        ImageTypeSpecifier type = reader.getImageTypes(0).next();
        long bits = type.getColorModel().getPixelSize();
        if (pixels > MOST_PIXELS || pixels * bits / 8 > MOST_BYTES) {
            throw new BadFile(String.format(
                    Locale.UK,
                    "is a picture of %.1f million points; at most %d million are taken. Make it smaller",
                    pixels / 1e6,
                    Math.min(MOST_PIXELS, MOST_BYTES * 8 / bits) / 1_000_000));
        }
    }

    private static BufferedImage upright(BufferedImage picture, Orientation orientation) {
        int type = picture.getColorModel().hasAlpha()
                ? BufferedImage.TYPE_4BYTE_ABGR
                : picture.getType() == BufferedImage.TYPE_BYTE_GRAY
                        ? BufferedImage.TYPE_BYTE_GRAY
                        : BufferedImage.TYPE_3BYTE_BGR;
        if (orientation == Orientation.UPRIGHT && picture.getType() == type) {
            return picture;
        }
        int width = picture.getWidth();
        int height = picture.getHeight();
        BufferedImage upright = new BufferedImage(
                orientation.isSideways() ? height : width, orientation.isSideways() ? width : height, type);
        Graphics2D canvas = upright.createGraphics();
        canvas.drawImage(picture, orientation.turning(width, height), null);
        canvas.dispose();
        return upright;
    }

    private static byte[] encode(BufferedImage picture, FileKind kind) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format(kind)).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            if (kind == FileKind.JPEG) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionQuality(QUALITY);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } catch (IOException e) {
            throw new IllegalStateException("a picture could not be written to memory", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static String format(FileKind kind) {
        return kind == FileKind.JPEG ? "jpeg" : "png";
    }
}
