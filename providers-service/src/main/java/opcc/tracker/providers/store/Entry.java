package opcc.tracker.providers.store;

import com.google.protobuf.Message;
import opcc.tracker.kit.idempotency.Command;

/**
 * A stored entry of the register with the commands that made it so.
 *
 * @param id the last part of its name, its key
 * @param value the entry as it is answered, with its name and etag
 * @param created the command that created it
 * @param changed the command that changed it last; that which created it, if none did
 */
public record Entry<T extends Message>(String id, T value, Command created, Command changed) {}
