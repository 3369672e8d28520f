package opcc.tracker.funds.budgets;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map on top of which a draft can be written without a copy. The lower one must not change while the draft is used. */
final class Layers<K, V> {

    private final @Nullable Layers<K, V> below;
    private final Map<K, V> own = new HashMap<>();

    Layers() {
        this(null);
    }

    private Layers(@Nullable Layers<K, V> below) {
        this.below = below;
    }

    Layers<K, V> draft() {
        return new Layers<>(this);
    }

    @Nullable
    V get(K key) {
        V value = own.get(key);
        return value == null && below != null ? below.get(key) : value;
    }

    V get(K key, V otherwise) {
        V value = get(key);
        return value == null ? otherwise : value;
    }

    void put(K key, V value) {
        own.put(key, value);
    }

    /** All values of what is no draft, in no order. */
    Collection<V> values() {
        return own.values();
    }
}
