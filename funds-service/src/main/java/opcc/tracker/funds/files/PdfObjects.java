package opcc.tracker.funds.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.jspecify.annotations.Nullable;

/** Every object of a PDF that can be reached: refuses what acts or hides something, and takes out what tells of people. */
final class PdfObjects {

    private static final String MEDIA = "holds sound, film or other media; print it to PDF anew";
    private static final String ACTION = "holds an action that opens or sends something; print it to PDF anew";
    private static final String ATTACHMENT = "holds another file; send the receipt alone, or print it to PDF anew";
    private static final String SCRIPT = "holds a program (JavaScript); print it to PDF anew";

    /** What an action does, or what an annotation is, that no receipt needs. */
    private static final Map<String, String> REFUSED_ACTIONS = Map.of(
            "JavaScript", SCRIPT,
            "Launch", ACTION,
            "ImportData", ACTION,
            "SubmitForm", ACTION,
            "GoToR", ACTION,
            "GoToE", ACTION,
            "Rendition", MEDIA);

    private static final Map<String, String> REFUSED_SUBTYPES = Map.of(
            "FileAttachment", ATTACHMENT,
            "RichMedia", MEDIA,
            "Movie", MEDIA,
            "Sound", MEDIA,
            "Screen", MEDIA,
            "3D", MEDIA);

    private static final Map<String, String> REFUSED_KEYS = Map.of(
            "JS", SCRIPT,
            "JavaScript", SCRIPT,
            "EmbeddedFiles", ATTACHMENT,
            "EF", ATTACHMENT,
            "XFA", "is a form that changes as it is filled in (XFA); print it to PDF anew");

    private static final Map<String, String> REMOVED_KEYS = Map.of(
            "Metadata", "document properties (XMP)",
            "PieceInfo", "data of the program that made it",
            "SpiderInfo", "data of the program that made it",
            "LastModified", "when it was changed",
            "Thumb", "small pictures of its pages");

    private final Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<COSBase> waiting = new ArrayDeque<>();
    private final Set<String> removed = new TreeSet<>();

    /** Goes through everything below the trailer and says what was taken out. */
    static Collection<String> clean(COSDictionary trailer) throws BadFile, IOException {
        PdfObjects objects = new PdfObjects();
        if (trailer.containsKey(COSName.INFO)) {
            trailer.removeItem(COSName.INFO);
            objects.removed.add("author, program and other document properties");
        }
        trailer.removeItem(COSName.ID);
        objects.waiting.add(trailer);
        for (COSBase next = objects.waiting.poll(); next != null; next = objects.waiting.poll()) {
            objects.visit(next);
        }
        return objects.removed;
    }

    private void visit(COSBase object) throws BadFile, IOException {
        switch (object) {
            case COSObject reference -> later(reference.getObject());
            case COSArray array -> array.forEach(this::later);
            case COSDictionary dictionary -> {
                require(dictionary);
                takeOut(dictionary);
                if (dictionary instanceof COSStream stream) {
                    cleanPicture(stream);
                }
                dictionary.getValues().forEach(this::later);
            }
            default -> {}
        }
    }

    private void later(@Nullable COSBase object) {
        if (object != null && holdsOthers(object) && seen.add(object)) {
            waiting.add(object);
        }
    }

    private static boolean holdsOthers(COSBase object) {
        return object instanceof COSObject || object instanceof COSArray || object instanceof COSDictionary;
    }

    private static void require(COSDictionary dictionary) throws BadFile {
        refuse(REFUSED_ACTIONS.get(name(dictionary, COSName.S)));
        refuse(REFUSED_SUBTYPES.get(name(dictionary, COSName.SUBTYPE)));
        for (COSName key : dictionary.keySet()) {
            refuse(REFUSED_KEYS.get(key.getName()));
        }
        if (name(dictionary, COSName.TYPE).equals("EmbeddedFile")) {
            throw new BadFile(ATTACHMENT);
        }
    }

    private static void refuse(@Nullable String reason) throws BadFile {
        if (reason != null) {
            throw new BadFile(reason);
        }
    }

    private void takeOut(COSDictionary dictionary) {
        for (COSName key : List.copyOf(dictionary.keySet())) {
            String what = REMOVED_KEYS.get(key.getName());
            if (what != null) {
                dictionary.removeItem(key);
                removed.add(what);
            }
        }
    }

    /** Photographs within a PDF are JPEG files as the camera made them. */
    private void cleanPicture(COSStream stream) throws BadFile, IOException {
        List<String> filters = filters(stream.getFilters());
        if (filters.contains("JPXDecode") || filters.contains("DCTDecode") && filters.size() > 1) {
            throw new BadFile("holds a picture of an unusual kind; print it to PDF anew, or photograph it");
        }
        if (!filters.equals(List.of("DCTDecode")) && !filters.equals(List.of("DCT"))) {
            return;
        }
        byte[] packed;
        try (InputStream in = stream.createRawInputStream()) {
            packed = in.readAllBytes();
        }
        if (packed.length < 4 || FileKind.of(packed) != FileKind.JPEG) {
            throw new BadFile("holds a picture that is damaged");
        }
        JpegSegments picture = JpegSegments.of(packed);
        removed.addAll(picture.extras());
        try (OutputStream out = stream.createRawOutputStream()) {
            out.write(picture.withoutExtras());
        }
    }

    private static List<String> filters(@Nullable COSBase filter) {
        return switch (filter) {
            case COSName name -> List.of(name.getName());
            case COSArray array ->
                array.toList().stream()
                        .map(each -> each instanceof COSObject reference ? reference.getObject() : each)
                        .map(each -> each instanceof COSName name ? name.getName() : "")
                        .toList();
            case null, default -> List.of();
        };
    }

    private static String name(COSDictionary dictionary, COSName key) {
        String name = dictionary.getNameAsString(key);
        return name == null ? "" : name;
    }
}
