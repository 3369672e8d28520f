package opcc.tracker.outcomes.publication;

import com.google.protobuf.ByteString;
import opcc.tracker.v1.File;
import opcc.tracker.v1.FileFormatEnum.FileFormat;

/** Makes files of publications. */
public final class PublishedFile {

    private PublishedFile() {}

    /** The publication as a file of that format. */
    public static File of(Publication publication, FileFormat format) {
        boolean ods = format == FileFormat.ODS;
        return File.newBuilder()
                .setContent(ByteString.copyFrom(ods ? OdsFile.write(publication) : CsvFile.write(publication)))
                .setContentType(ods ? OdsFile.CONTENT_TYPE : CsvFile.CONTENT_TYPE)
                .setFileName(publication.fileName() + (ods ? ".ods" : ".csv"))
                .build();
    }
}
