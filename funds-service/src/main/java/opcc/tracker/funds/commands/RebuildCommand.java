package opcc.tracker.funds.commands;

import com.mongodb.MongoException;
import java.io.PrintWriter;
import opcc.tracker.funds.views.MongoViews;

/** Makes the view of draws anew from the ledger. */
final class RebuildCommand {

    private RebuildCommand() {}

    static int run(String uri, String database, PrintWriter out, PrintWriter err) {
        try {
            out.println(MongoViews.rebuild(uri, database) + " draws are in the view as the ledger has them");
            return CommandLine.DONE;
        } catch (MongoException e) {
            err.println("The database does not answer: " + e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            err.println("MONGODB_URI is no address of a MongoDB.");
        } catch (IllegalStateException e) {
            err.println("A ledger does not hold; find the entry with dump and verify.");
            return CommandLine.BROKEN;
        }
        return CommandLine.NOT_DONE;
    }
}
