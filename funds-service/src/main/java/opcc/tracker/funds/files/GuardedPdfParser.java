package opcc.tracker.funds.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.InflaterInputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/**
 * PDFBox's parser, which unpacks the streams that hold the file's own structure into memory, however large they turn out
 * to be. Here they are measured first. Nothing is decrypted, and a damaged file is not mended.
 */
final class GuardedPdfParser extends PDFParser {

    private static final long LARGEST_STRUCTURE = 16L << 20;

    private final Set<Long> measured = new HashSet<>();
    private boolean tooLarge;

    GuardedPdfParser(byte[] file) throws IOException {
        super(new RandomAccessReadBuffer(file));
    }

    /** The file is protected by a password. */
    static final class Encrypted extends IOException {}

    /** @throws IOException if the file is not a whole, plain PDF */
    PDDocument read() throws IOException {
        return parse(false);
    }

    /** Whether the file would have filled the memory. PDFBox drops what is thrown on the way to an object. */
    boolean isTooLarge() {
        return tooLarge;
    }

    @Override
    protected void prepareDecryption() throws IOException {
        if (document.getEncryptionDictionary() != null) {
            throw new Encrypted();
        }
    }

    /** As long as the trailer is not known, every stream is a part of the table of contents. */
    @Override
    protected COSStream parseCOSStream(COSDictionary dictionary) throws IOException {
        COSStream stream = super.parseCOSStream(dictionary);
        if (document.getTrailer() == null) {
            measure(stream);
        }
        return stream;
    }

    @Override
    protected @Nullable COSBase parseObjectStreamObject(long number, COSObjectKey key) throws IOException {
        if (measured.add(number)
                && document.getObjectFromPool(new COSObjectKey(number, 0)).getObject() instanceof COSStream stream) {
            measure(stream);
        }
        return super.parseObjectStreamObject(number, key);
    }

    private void measure(COSStream stream) throws IOException {
        COSBase filter = stream.getFilters();
        if (filter instanceof COSArray filters && filters.size() == 1) {
            filter = filters.getObject(0);
        }
        if (filter == null || filter instanceof COSArray none && none.size() == 0) {
            return;
        }
        if (!COSName.FLATE_DECODE.equals(filter) && !COSName.FLATE_DECODE_ABBREVIATION.equals(filter)) {
            throw new IOException("a structure that is packed in an unusual way");
        }
        byte[] unpacked = new byte[1 << 16];
        long size = 0;
        try (InputStream in = new InflaterInputStream(stream.createRawInputStream())) {
            for (int count = in.read(unpacked); count >= 0; count = in.read(unpacked)) {
                size += count;
                if (size > LARGEST_STRUCTURE) {
                    tooLarge = true;
                    throw new IOException("a structure of more than " + LARGEST_STRUCTURE + " bytes");
                }
            }
        }
    }
}
