package opcc.tracker.funds.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The two things of a picture's EXIF data that matter here.
 *
 * @param orientation how the picture is to be turned
 * @param hasPlace whether it says where the picture was taken
 */
record Exif(Orientation orientation, boolean hasPlace) {

    /** What EXIF data starts with in a JPEG file. */
    static final String HEADER = "Exif\0\0";

    private static final int TAG_ORIENTATION = 0x0112;
    private static final int TAG_PLACE = 0x8825;
    private static final int ENTRY_BYTES = 12;

    /** Reads the TIFF structure between two indices. What can't be read is as good as not there. */
    static Exif read(byte[] file, int from, int to) {
        try {
            return read(ByteBuffer.wrap(file, from, to - from).slice());
        } catch (IndexOutOfBoundsException e) {
            return new Exif(Orientation.UPRIGHT, false);
        }
    }

    private static Exif read(ByteBuffer tiff) {
        tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xFFFF;
        Orientation orientation = Orientation.UPRIGHT;
        boolean place = false;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY_BYTES;
            int tag = tiff.getShort(entry) & 0xFFFF;
            if (tag == TAG_ORIENTATION) {
                orientation = Orientation.of(tiff.getShort(entry + 8));
            }
            place |= tag == TAG_PLACE;
        }
        return new Exif(orientation, place);
    }
}
