package opcc.tracker.providers.register;

import com.google.protobuf.Message;
import java.util.List;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.paging.Page.Cut;
import opcc.tracker.providers.store.Entry;
import opcc.tracker.providers.store.EntryCollection;
import org.bson.conversions.Bson;

/** Pages of the register in the order of the ids. */
final class Lists {

    private Lists() {}

    static <T extends Message> Cut<T> cut(EntryCollection<T> entries, Bson filter, Page page) {
        Cut<Entry<T>> cut = page.cut(entries.list(filter, page.after(), page.size() + 1), Entry::id);
        List<T> values = cut.items().stream().map(Entry::value).toList();
        return new Cut<>(values, cut.nextPageToken());
    }
}
