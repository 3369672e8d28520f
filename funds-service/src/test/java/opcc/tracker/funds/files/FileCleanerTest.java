package opcc.tracker.funds.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static opcc.tracker.funds.files.SampleFiles.TELLTALE;
import static opcc.tracker.funds.files.SampleFiles.join;
import static opcc.tracker.funds.files.SampleFiles.latin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the receipt itself is kept, and a bad file is refused with its reason. */
class FileCleanerTest {

    private final FileCleaner cleaner = new FileCleaner();

    private CleanFile clean(String contentType, byte[] content) {
        try {
            return cleaner.clean(contentType, content);
        } catch (BadFile e) {
            throw new AssertionError("the file " + e.getMessage(), e);
        }
    }

    private String refusal(String contentType, byte[] content) {
        return catchThrowableOfType(BadFile.class, () -> cleaner.clean(contentType, content))
                .getMessage();
    }

    private static BufferedImage decoded(CleanFile file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file.content()));
    }

    @Nested
    class A_photograph {

        @Test
        void loses_its_place_device_comment_and_what_hangs_on_its_end() {
            byte[] photograph = SampleFiles.photograph(1);
            assertThat(new String(photograph, ISO_8859_1)).contains(TELLTALE, "Exif");

            CleanFile file = clean("image/jpeg", photograph);

            assertThat(new String(file.content(), ISO_8859_1)).doesNotContain(TELLTALE, "Exif", "adobe", "ICC_PROFILE");
            assertThat(file.removed())
                    .containsExactly(
                            "the camera's data (EXIF)",
                            "the place where it was taken (GPS)",
                            "data of the program that edited it (XMP)",
                            "a comment",
                            "data after the end of the picture");
        }

        @ParameterizedTest
        @CsvSource({"1,RGBW", "2,GRWB", "3,WBGR", "4,BWRG", "5,RBGW", "6,BRWG", "7,WGBR", "8,GWRB"})
        void still_stands_upright(int orientation, String quarters) throws IOException {
            BufferedImage picture = decoded(clean("image/jpeg", SampleFiles.photograph(orientation)));

            assertThat(picture.getWidth()).isEqualTo(orientation < 5 ? 40 : 20);
            assertThat(picture.getHeight()).isEqualTo(orientation < 5 ? 20 : 40);
            assertThat(SampleFiles.quarters(picture)).isEqualTo(quarters);
        }

        @Test
        void of_24_million_points_as_telephones_take_it_is_taken() throws IOException {
            BufferedImage large = new BufferedImage(5712, 4284, BufferedImage.TYPE_3BYTE_BGR);
            large.createGraphics().drawImage(SampleFiles.picture(), 0, 0, 5712, 4284, null);

            BufferedImage picture = decoded(clean("image/jpeg", SampleFiles.photograph(large, 6)));

            assertThat(picture.getWidth()).isEqualTo(4284);
            assertThat(SampleFiles.quarters(picture)).isEqualTo("BRWG");
        }

        @Test
        void without_anything_to_remove_says_so() {
            assertThat(clean("image/jpeg", SampleFiles.encoded(SampleFiles.picture(), "jpeg"))
                            .removed())
                    .isEmpty();
        }

        @Test
        void cut_off_is_refused() {
            byte[] whole = SampleFiles.encoded(SampleFiles.picture(), "jpeg");

            assertThat(refusal("image/jpeg", Arrays.copyOf(whole, whole.length - 40)))
                    .isEqualTo("is damaged: the picture is not complete");
        }

        @Test
        void with_noise_in_place_of_a_picture_is_refused_or_read_but_never_fails_otherwise() {
            long seed = 20260715;
            Random random = new Random(seed);
            byte[] whole = SampleFiles.photograph(6);
            for (int i = 0; i < 500; i++) {
                byte[] spoilt = whole.clone();
                for (int j = 0; j < 5; j++) {
                    spoilt[2 + random.nextInt(spoilt.length - 2)] = (byte) random.nextInt();
                }
                try {
                    assertThat(new String(cleaner.clean("image/jpeg", spoilt).content(), ISO_8859_1))
                            .as("seed %d, round %d", seed, i)
                            .doesNotContain(TELLTALE);
                } catch (BadFile e) {
                    assertThat(e).as("seed %d, round %d", seed, i).hasMessageContaining(" ");
                }
            }
        }
    }

    @Nested
    class A_screenshot {

        @Test
        void loses_its_text_and_keeps_every_point() throws IOException {
            byte[] screenshot = SampleFiles.screenshot();
            assertThat(new String(screenshot, ISO_8859_1)).contains(TELLTALE, "tEXt");

            CleanFile file = clean("image/png", screenshot);

            assertThat(new String(file.content(), ISO_8859_1)).doesNotContain(TELLTALE, "tEXt", "prVt");
            assertThat(file.removed()).containsExactly("data of a program", "text beside the picture");
            BufferedImage before = SampleFiles.picture();
            BufferedImage after = decoded(file);
            for (int x = 0; x < 40; x++) {
                for (int y = 0; y < 20; y++) {
                    assertThat(after.getRGB(x, y)).isEqualTo(before.getRGB(x, y));
                }
            }
        }

        @Test
        void that_would_fill_the_memory_is_refused_before_it_is_unpacked() {
            assertThat(refusal("image/png", SampleFiles.hugePng(60_000, 60_000)))
                    .isEqualTo("is a picture of 3600.0 million points; at most 25 million are taken. Make it smaller");
        }
    }

    @Nested
    class A_pdf {

        @Test
        void loses_author_and_metadata_also_of_the_pictures_within() throws IOException {
            byte[] pdf = SampleFiles.pdf(document -> {});

            CleanFile file = clean("application/pdf", pdf);

            assertThat(file.removed())
                    .contains(
                            "author, program and other document properties",
                            "document properties (XMP)",
                            "the place where it was taken (GPS)");
            try (PDDocument document = Loader.loadPDF(file.content())) {
                assertThat(document.getNumberOfPages()).isEqualTo(1);
                assertThat(document.getDocumentInformation().getAuthor()).isNull();
                assertThat(document.getDocumentCatalog().getMetadata()).isNull();
                var resources = document.getPage(0).getResources();
                COSName name = resources.getXObjectNames().iterator().next();
                PDImageXObject picture = (PDImageXObject) resources.getXObject(name);
                assertThat(new String(
                                picture.getCOSObject().createRawInputStream().readAllBytes(), ISO_8859_1))
                        .doesNotContain(TELLTALE, "Exif");
                assertThat(SampleFiles.quarters(picture.getImage())).isEqualTo("RGBW");
            }
        }

        @Test
        void gives_the_same_bytes_each_time() {
            byte[] pdf = SampleFiles.pdf(document -> {});

            assertThat(clean("application/pdf", pdf).content())
                    .isEqualTo(clean("application/pdf", pdf).content());
        }

        @Test
        void that_acts_or_hides_something_is_refused() {
            assertThat(refusal("application/pdf", SampleFiles.pdf(SampleFiles::withScript)))
                    .startsWith("holds a program (JavaScript)");
            assertThat(refusal("application/pdf", SampleFiles.pdf(SampleFiles::withAttachment)))
                    .startsWith("holds another file");
            assertThat(refusal("application/pdf", SampleFiles.pdf(SampleFiles::withLaunch)))
                    .startsWith("holds an action");
            assertThat(refusal("application/pdf", SampleFiles.pdf(SampleFiles::withPassword)))
                    .startsWith("is protected by a password");
        }

        @Test
        void that_would_fill_the_memory_is_refused() {
            assertThat(refusal("application/pdf", SampleFiles.bomb(17 << 20, 16)))
                    .startsWith("is far larger than it seems");
            assertThat(refusal("application/pdf", SampleFiles.bomb(100, 17 << 20)))
                    .startsWith("is far larger than it seems");
            assertThat(refusal("application/pdf", SampleFiles.bomb(100, 16))).doesNotContain("larger");
        }

        @Test
        void cut_off_is_refused() {
            byte[] whole = SampleFiles.pdf(document -> {});

            assertThat(refusal("application/pdf", Arrays.copyOf(whole, whole.length / 2)))
                    .startsWith("cannot be read as a PDF");
        }
    }

    @Nested
    class A_file {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "0000001866747970686569630000 | is a HEIC picture, as iPhones keep them",
                    "474946383961 | is a GIF picture",
                    "524946460000000057454250 | is a WebP picture",
                    "504B0304 | is a ZIP archive or an Office document",
                    "4D5A9000 | is a program",
                    "3C68746D6C3E | is a web page",
                    "00 | is of a kind that is not known here",
                })
        void of_another_kind_is_called_by_its_name_whatever_it_says_it_is(String hex, String reason) {
            byte[] content = java.util.HexFormat.of().parseHex(hex);
            assertThat(refusal("image/jpeg", content)).startsWith(reason).contains("only PDF, JPEG and PNG are taken");
        }

        @Test
        void that_is_empty_is_refused() {
            assertThat(refusal("image/jpeg", new byte[0])).isEqualTo("is empty");
        }

        @ParameterizedTest
        @ValueSource(strings = {"image/png", "application/pdf", "text/html", "image/jpg"})
        void must_be_what_its_sender_says(String contentType) {
            assertThat(refusal(contentType, SampleFiles.photograph(1)))
                    .isEqualTo("is a JPEG picture, but its content type does not say image/jpeg");
        }

        @Test
        void that_only_begins_like_a_picture_is_refused() {
            byte[] page = latin("<html><script>alert(1)</script></html>".repeat(20));

            assertThat(refusal("image/jpeg", join(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}, page)))
                    .startsWith("is damaged");
            assertThat(refusal("application/pdf", join(latin("%PDF-1.7\n"), page)))
                    .startsWith("cannot be read as a PDF");
        }

        @Test
        void of_more_than_5_megabytes_is_refused_with_its_size() {
            assertThat(refusal("image/jpeg", new byte[FileCleaner.LARGEST + 1]))
                    .isEqualTo("has 5.1 MB; at most 5 MB are taken");
        }
    }
}
