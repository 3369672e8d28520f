package opcc.tracker.outcomes.retention;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.idempotency.CommandDigest;

/**
 * That a provider had a person's records erased; it says nothing of whose. The request's digest would be the same whenever
 * the same case is erased, and so a pseudonym: it is kept only as a hash with a salt of the entry's own.
 *
 * @param id the command's
 * @param provider who asked, {@code providers/...}
 * @param author which of its people, {@code users/...}
 * @param begunAt when, to the millisecond
 * @param salt random
 * @param check by which a repeated command is told from another one with its key
 */
public record Erasure(String id, String provider, String author, Instant begunAt, String salt, String check) {

    /** The entry of a command. */
    static Erasure of(Command command, String provider, String author, Instant begunAt, String salt) {
        return new Erasure(command.id(), provider, author, begunAt, salt, check(salt, command));
    }

    /**
     * Holds {@code command}, which has this entry's id, to be the one that made it.
     *
     * @throws opcc.tracker.kit.refusal.Refusal ABORTED if it had the same key and another request
     */
    void requireRepeatedBy(Command command) {
        new Command(id, check(salt, command)).repeats(new Command(id, check));
    }

    private static String check(String salt, Command command) {
        return CommandDigest.SHA_256.of((salt + command.requestHash()).getBytes(StandardCharsets.UTF_8));
    }
}
