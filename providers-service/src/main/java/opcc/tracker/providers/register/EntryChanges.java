package opcc.tracker.providers.register;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.time.Clock;
import java.util.UUID;
import java.util.function.BiFunction;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.providers.store.Entry;
import opcc.tracker.providers.store.EntryStore;
import opcc.tracker.providers.store.Times;

/**
 * How entries come to be and change, whatever they are of: once by a command however often it is repeated, and never over
 * a change that the caller has not seen. Each is one conditional write of one document.
 *
 * @param <T> a message with the fields {@code name}, {@code create_time}, {@code update_time} and {@code etag}
 */
final class EntryChanges<T extends Message> {

    private final EntryStore<T> entries;
    private final String requestField;
    private final Clock clock;

    /** The field of the requests that holds the entry is {@code requestField}, for messages. */
    EntryChanges(EntryStore<T> entries, String requestField, Clock clock) {
        this.entries = entries;
        this.requestField = requestField;
        this.clock = clock;
    }

    /** Adds an entry; what it says of name, times and etag does not count. */
    T create(String id, T sent) {
        Command command = Command.current();
        Timestamp now = now();
        T value = stamped(sent, id, now, now);
        if (entries.insert(new Entry<>(id, value, command, command))) {
            return value;
        }
        return entries.find(id)
                .filter(present -> command.repeats(present.created()))
                .map(Entry::value)
                .orElseThrow(() -> Refusal.alreadyExists(entries.name(id)));
    }

    /**
     * Changes an entry.
     *
     * @param sent the name, the etag that the caller read, and new values
     * @param mask which of them count
     * @param rules gives for the stored entry and the changed one that which shall be stored, or refuses
     */
    T update(T sent, FieldMask mask, BiFunction<T, T, T> rules) {
        Command command = Command.current();
        ChangedFields changedFields = ChangedFields.of(mask, sent);
        String id = id(sent);
        Entry<T> present = entries.find(id).orElseThrow(() -> Refusal.notFound(entries.name(id)));
        if (command.repeats(present.changed())) {
            return present.value();
        }
        String etag = text(sent, "etag");
        if (etag.isEmpty()) {
            throw Refusal.invalid(requestField + ".etag", "is missing: send the one that you read");
        }
        if (!etag.equals(text(present.value(), "etag"))) {
            throw Refusal.stale(entries.name(id));
        }
        T value = stamped(
                rules.apply(present.value(), changedFields.applied(present.value(), sent)),
                id,
                (Timestamp) present.value().getField(field("create_time")),
                now());
        if (entries.replace(new Entry<>(id, value, present.created(), command), etag)) {
            return value;
        }
        return entries.find(id)
                .filter(winner -> command.repeats(winner.changed()))
                .map(Entry::value)
                .orElseThrow(() -> Refusal.stale(entries.name(id)));
    }

    private String id(T sent) {
        String name = text(sent, "name");
        if (name.isEmpty()) {
            throw Refusal.invalid(requestField + ".name", "is missing");
        }
        return Names.id(entries, name);
    }

    @SuppressWarnings("unchecked") // the builder of a T builds a T
    private T stamped(T value, String id, Timestamp created, Timestamp updated) {
        return (T) value.toBuilder()
                .setField(field("name"), entries.name(id))
                .setField(field("create_time"), created)
                .setField(field("update_time"), updated)
                .setField(field("etag"), UUID.randomUUID().toString())
                .build();
    }

    private String text(T value, String field) {
        return (String) value.getField(field(field));
    }

    private FieldDescriptor field(String name) {
        return entries.empty().getDescriptorForType().findFieldByName(name);
    }

    /** To the millisecond, as precisely as it is stored. */
    private Timestamp now() {
        return Times.timestamp(clock.instant());
    }
}
