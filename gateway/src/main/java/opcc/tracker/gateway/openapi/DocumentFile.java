package opcc.tracker.gateway.openapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import opcc.tracker.gateway.contracts.Contracts;
import opcc.tracker.gateway.transcoding.BindingIndex;

/** Writes the OpenAPI document into a file without a gateway running, for generators of clients. */
public final class DocumentFile {

    private DocumentFile() {}

    /** Takes one argument, the file; what is there is replaced. */
    public static void main(String[] arguments) throws IOException {
        Contracts contracts = Contracts.load();
        Path file = Path.of(arguments[0]).toAbsolutePath();
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, OpenApiDocument.write(contracts, new BindingIndex(contracts)));
    }
}
