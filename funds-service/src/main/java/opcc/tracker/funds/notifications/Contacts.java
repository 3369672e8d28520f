package opcc.tracker.funds.notifications;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import opcc.tracker.kit.idempotency.Command;
import org.jspecify.annotations.Nullable;

/**
 * Whom a fund tells.
 *
 * @param fund id of the fund
 * @param version 0 for none, then counted up
 * @param people the approvers
 * @param author who set them, {@code users/...}; empty for version 0
 * @param updatedAt when; null for version 0
 * @param changedBy the command that set them; null for version 0
 */
public record Contacts(
        String fund,
        long version,
        List<Contact> people,
        String author,
        @Nullable Instant updatedAt,
        @Nullable Command changedBy) {

    /** Copies the list. */
    public Contacts {
        people = List.copyOf(people);
    }

    /** What every fund starts with. */
    static Contacts none(String fund) {
        return new Contacts(fund, 0, List.of(), "", null, null);
    }

    /** The contact of this user. */
    Optional<Contact> of(String user) {
        return people.stream().filter(contact -> contact.user().equals(user)).findFirst();
    }

    /** {@code funds/{fund}/contacts}. */
    public String name() {
        return "funds/" + fund + "/contacts";
    }

    /** Changes with every update. */
    public String etag() {
        return Long.toString(version);
    }
}
