package opcc.tracker.funds.commands;

import com.mongodb.MongoException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import opcc.tracker.funds.ledger.MongoEntryDump;

/** Writes the ledger of all funds to a file that {@code verify} reads. */
final class DumpCommand {

    private DumpCommand() {}

    static int run(String uri, String database, Path file, PrintWriter out, PrintWriter err) {
        try {
            long count = MongoEntryDump.write(uri, database, file);
            out.println(count + " entries written to " + file);
            return CommandLine.DONE;
        } catch (IOException e) {
            err.println("The file " + file + " can't be written: " + e.getMessage());
        } catch (MongoException e) {
            err.println("The database does not answer: " + e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            err.println("MONGODB_URI is no address of a MongoDB.");
        }
        return CommandLine.NOT_DONE;
    }
}
