package opcc.tracker.funds.files;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Calendar;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;

/** Files as people send them, made here, with things in them that must not be kept. */
public final class SampleFiles {

    /** Stands in metadata for what would identify somebody. */
    public static final String TELLTALE = "TELLTALE-OF-A-PERSON";

    private SampleFiles() {}

    /** What a PDF gets before it is written. */
    public interface Change {
        void of(PDDocument document) throws IOException;
    }

    /** 40 by 20 points: red, green, blue and white from the top left to the bottom right. */
    public static BufferedImage picture() {
        BufferedImage picture = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = picture.createGraphics();
        Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
        for (int i = 0; i < colours.length; i++) {
            canvas.setColor(colours[i]);
            canvas.fillRect(i % 2 * 20, i / 2 * 10, 20, 10);
        }
        canvas.dispose();
        return picture;
    }

    /** The initials of the colours in the middle of the four quarters, in the order of {@link #picture()}. */
    public static String quarters(BufferedImage picture) {
        StringBuilder initials = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            int rgb =
                    picture.getRGB(picture.getWidth() * (1 + i % 2 * 2) / 4, picture.getHeight() * (1 + i / 2 * 2) / 4);
            boolean red = (rgb >> 16 & 0xFF) > 128;
            boolean green = (rgb >> 8 & 0xFF) > 128;
            initials.append(red && green ? 'W' : red ? 'R' : green ? 'G' : 'B');
        }
        return initials.toString();
    }

    public static byte[] encoded(BufferedImage picture, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A photograph with EXIF of this orientation and a place, XMP, a comment, and something after its end. */
    public static byte[] photograph(int orientation) {
        return photograph(picture(), orientation);
    }

    public static byte[] photograph(BufferedImage picture, int orientation) {
        byte[] plain = encoded(picture, "jpeg");
        byte[] exif = join("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), tiff(orientation));
        return join(
                Arrays.copyOf(plain, 2),
                segment(0xE1, exif),
                segment(0xE1, latin("http://ns.adobe.com/xap/1.0/\0<x>" + TELLTALE + "</x>")),
                segment(0xFE, latin(TELLTALE)),
                Arrays.copyOfRange(plain, 2, plain.length),
                latin(TELLTALE));
    }

    /** A directory with an orientation and a pointer to a GPS directory. */
    private static byte[] tiff(int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(200);
        tiff.put(latin("MM")).putShort((short) 42).putInt(8);
        tiff.putShort((short) 2);
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        tiff.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(38);
        tiff.putInt(0);
        tiff.putShort((short) 1);
        tiff.putShort((short) 0x001B)
                .putShort((short) 2)
                .putInt(TELLTALE.length())
                .putInt(56);
        tiff.putInt(0);
        tiff.put(latin(TELLTALE));
        return Arrays.copyOf(tiff.array(), tiff.position());
    }

    private static byte[] segment(int marker, byte[] content) {
        return join(
                new byte[] {(byte) 0xFF, (byte) marker},
                ByteBuffer.allocate(2).putShort((short) (content.length + 2)).array(),
                content);
    }

    /** A picture of a screen with a text, a time and something unknown beside it. */
    public static byte[] screenshot() {
        byte[] plain = encoded(picture(), "png");
        int afterHeader = 8 + 25;
        return join(
                Arrays.copyOf(plain, afterHeader),
                chunk("tEXt", latin("Author\0" + TELLTALE)),
                chunk("prVt", latin(TELLTALE)),
                Arrays.copyOfRange(plain, afterHeader, plain.length));
    }

    /** A PNG that says it is this large and holds nothing of it. */
    public static byte[] hugePng(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        return join(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
                chunk("IHDR", header),
                chunk("IDAT", deflated(new byte[1000])),
                chunk("IEND", new byte[0]));
    }

    private static byte[] chunk(String type, byte[] content) {
        CRC32 check = new CRC32();
        check.update(join(latin(type), content));
        return join(
                ByteBuffer.allocate(4).putInt(content.length).array(),
                latin(type),
                content,
                ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }

    /** A page with a photograph, and with an author and XMP beside it; {@code change} may add to it. */
    public static byte[] pdf(Change change) {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            PDImageXObject photograph = PDImageXObject.createFromByteArray(document, photograph(1), "photograph");
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(photograph, 20, 20);
            }
            document.getDocumentInformation().setAuthor(TELLTALE);
            document.getDocumentInformation().setCreationDate(Calendar.getInstance());
            PDMetadata xmp = new PDMetadata(document, new ByteArrayInputStream(latin("<x>" + TELLTALE + "</x>")));
            document.getDocumentCatalog().setMetadata(xmp);
            change.of(document);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void withScript(PDDocument document) {
        document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert(1)"));
    }

    public static void withAttachment(PDDocument document) throws IOException {
        PDComplexFileSpecification file = new PDComplexFileSpecification();
        file.setFile("a.txt");
        file.setEmbeddedFile(new PDEmbeddedFile(document, new ByteArrayInputStream(latin("a"))));
        PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
        tree.setNames(java.util.Map.of("a.txt", file));
        PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
        names.setEmbeddedFiles(tree);
        document.getDocumentCatalog().setNames(names);
    }

    public static void withPassword(PDDocument document) throws IOException {
        document.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()));
    }

    public static void withLaunch(PDDocument document) {
        var action = new org.apache.pdfbox.cos.COSDictionary();
        action.setName(COSName.S, "Launch");
        document.getPage(0).getCOSObject().setItem(COSName.AA, action);
    }

    /** A PDF whose catalogue lies in a stream that unpacks to this many bytes, and so does its table of contents. */
    public static byte[] bomb(int catalogueBytes, int tableBytes) {
        byte[] objects = deflated(Arrays.copyOf(latin("2 0 <</Type/Catalog>>"), catalogueBytes));
        byte[] start = latin("%PDF-1.5\n");
        byte[] packed = join(
                latin("3 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length " + objects.length
                        + ">>\nstream\n"),
                objects,
                latin("\nendstream\nendobj\n"));
        int tableAt = start.length + packed.length;
        ByteBuffer table = ByteBuffer.allocate(tableBytes);
        table.put((byte) 0).putShort((short) 0).put((byte) 0);
        table.put((byte) 1).putShort((short) tableAt).put((byte) 0);
        table.put((byte) 2).putShort((short) 3).put((byte) 0);
        table.put((byte) 1).putShort((short) start.length).put((byte) 0);
        byte[] tablePacked = deflated(table.array());
        return join(
                start,
                packed,
                latin("1 0 obj\n<</Type/XRef/W[1 2 1]/Size 4/Root 2 0 R/Filter/FlateDecode/Length " + tablePacked.length
                        + ">>\nstream\n"),
                tablePacked,
                latin("\nendstream\nendobj\nstartxref\n" + tableAt + "\n%%EOF\n"));
    }

    private static byte[] deflated(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
