package opcc.tracker.funds.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;

/** PDFs, read whole and written anew: only the latest version, without what tells of people and without what acts. */
final class Pdfs {

    private static final int MOST_PAGES = 50;

    private Pdfs() {}

    static CleanFile clean(byte[] content) throws BadFile {
        GuardedPdfParser parser;
        try {
            parser = new GuardedPdfParser(content);
        } catch (IOException e) {
            throw damaged();
        }
        try (PDDocument document = parser.read()) {
            CleanFile clean = clean(document);
            if (parser.isTooLarge()) {
                throw tooLarge();
            }
            return clean;
        } catch (GuardedPdfParser.Encrypted e) {
            throw new BadFile("is protected by a password; save it without one, or print it to PDF anew");
        } catch (IOException | RuntimeException e) {
            throw parser.isTooLarge() ? tooLarge() : damaged();
        }
    }

    private static CleanFile clean(PDDocument document) throws BadFile, IOException {
        Collection<String> removed = PdfObjects.clean(document.getDocument().getTrailer());
        requirePages(document);
        ByteArrayOutputStream clean = new ByteArrayOutputStream();
        // The id of a PDF is made from the time otherwise; the same file shall give the same bytes.
        document.setDocumentId(1L);
        document.save(clean);
        return new CleanFile(FileKind.PDF, clean.toByteArray(), List.copyOf(removed));
    }

    private static BadFile damaged() {
        return new BadFile(
                "cannot be read as a PDF: it is damaged or not complete. Print it to PDF anew," + " or photograph it");
    }

    private static BadFile tooLarge() {
        return new BadFile("is far larger than it seems; print it to PDF anew");
    }

    private static void requirePages(PDDocument document) throws BadFile {
        int pages = 0;
        for (var _ : document.getPages()) {
            if (++pages > MOST_PAGES) {
                throw new BadFile("has more than " + MOST_PAGES + " pages; send only those of the receipt");
            }
        }
        if (pages == 0) {
            throw new BadFile("has no pages");
        }
    }
}
