package opcc.tracker.providers.register;

import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import opcc.tracker.kit.access.Visibility;
import org.bson.conversions.Bson;

/** Filters of the database that let through what the caller may see, and nothing if that is nothing. */
final class Shown {

    private static final Bson NOTHING = Filters.eq("_id", "");

    private Shown() {}

    /** Providers: all, or the caller's own. */
    static Bson providers(Visibility visibility) {
        if (visibility.everything()) {
            return Filters.empty();
        }
        String provider = visibility.provider();
        return provider == null ? NOTHING : Filters.eq("_id", provider.substring("providers/".length()));
    }

    /** Services: all, or those that the caller's areas lead or share or the caller's provider gives. */
    static Bson services(Visibility visibility) {
        if (visibility.everything()) {
            return Filters.empty();
        }
        List<Bson> ways = new ArrayList<>();
        if (!visibility.areas().isEmpty()) {
            ways.add(Filters.in("area", visibility.areas()));
            ways.add(Filters.in("sharedAreas", visibility.areas()));
        }
        String provider = visibility.provider();
        if (provider != null) {
            ways.add(Filters.eq("provider", provider));
        }
        return ways.isEmpty() ? NOTHING : Filters.or(ways);
    }
}
