package opcc.tracker.providers.users;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.paging.Page.Cut;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.providers.store.RegisterStore;
import opcc.tracker.v1.InvitationEnum.Invitation;
import opcc.tracker.v1.User;
import org.springframework.stereotype.Component;

/**
 * Lists, invites, changes and suspends users. Everything is Keycloak's and nothing is kept here: a change that fails half-way
 * leaves a user with less than they were to have, never with more.
 */
@Component
public class UserAdministration {

    private static final int USUAL_PAGE = 25;
    private static final int SECONDS_TO_WAIT = 30;
    private static final String PREFIX = "users/";
    /** How Keycloak names the accounts of clients, which are nobody's to change here. */
    private static final String PROGRAMS = "service-account-";

    private static final Pattern OFFSET = Pattern.compile("\\d{0,6}");

    private final KeycloakAccounts accounts;
    private final RegisterStore register;

    UserAdministration(KeycloakAccounts accounts, RegisterStore register) {
        this.accounts = accounts;
        this.register = register;
    }

    /** A page of users; Keycloak pages by numbers, so one who comes or goes meanwhile may be missed or seen twice. */
    public Cut<User> list(int pageSize, String pageToken) {
        Page page = Page.of(pageSize == 0 ? USUAL_PAGE : pageSize, pageToken);
        if (!OFFSET.matcher(page.after()).matches()) {
            throw Page.notAToken();
        }
        int first = page.after().isEmpty() ? 0 : Integer.parseInt(page.after());
        List<User> found = accounts.list(first, page.size() + 1).stream()
                .map(Account::tagged)
                .toList();
        return page.cut(found, last -> Integer.toString(first + page.size()));
    }

    /** The user of this name. */
    public User get(String name) {
        return require(name).tagged();
    }

    /** Makes a user, gives them what they are to hold, and invites them. */
    public User create(String username, User wanted) {
        if (username.startsWith(PROGRAMS)) {
            throw Refusal.invalid("user_id", "must not start with " + PROGRAMS + ", as the names of programs do");
        }
        requireGivable(wanted);
        Account made = accounts.create(username, wanted);
        accounts.give(made, wanted);
        accounts.askForFirstActions(made);
        return invited(PREFIX + username, accounts.sendLink(made));
    }

    /** Sets what a user is called and holds, and ends their sessions. */
    public User update(User wanted) {
        Account present = requireAnother(wanted.getName());
        if (!present.etag().equals(wanted.getEtag())) {
            throw Refusal.stale(wanted.getName());
        }
        requireGivable(wanted);
        accounts.rename(present, wanted);
        accounts.give(present, wanted);
        accounts.endSessions(present);
        return get(wanted.getName());
    }

    /** Asks a user for a password and a second factor of their own. */
    public User invite(String name) {
        Account account = requireAnother(name);
        accounts.askForFirstActions(account);
        Invitation invitation = accounts.sendLink(account);
        if (invitation == Invitation.NOT_SENT) {
            throw Refusal.unavailable(
                    "INVITATION_NOT_SENT",
                    "Keycloak could not send the e-mail, or not in time. The user stays as they are: invite them again"
                            + " in a moment.",
                    SECONDS_TO_WAIT);
        }
        return invited(name, invitation);
    }

    private User invited(String name, Invitation invitation) {
        return get(name).toBuilder().setInvitation(invitation).build();
    }

    /** Keeps a user from signing in, and ends their sessions. */
    public User suspend(String name) {
        Account account = requireAnother(name);
        accounts.setSuspended(account, true);
        accounts.endSessions(account);
        return get(name);
    }

    /** Lets a user sign in again. */
    public User reinstate(String name) {
        accounts.setSuspended(requireAnother(name), false);
        return get(name);
    }

    private void requireGivable(User wanted) {
        UserRules.requireFit(wanted);
        String provider = wanted.getProvider();
        if (!provider.isEmpty()
                && register.providers()
                        .find(provider.substring(provider.indexOf('/') + 1))
                        .isEmpty()) {
            throw Refusal.precondition(
                    "PROVIDER_NOT_REGISTERED",
                    "\"" + provider + "\" is not registered. Register it first.",
                    Map.of("provider", provider));
        }
    }

    private Account requireAnother(String name) {
        Account account = require(name);
        UserRules.requireAnother(Caller.current(), account);
        return account;
    }

    private Account require(String name) {
        if (!name.startsWith(PREFIX) || name.startsWith(PREFIX + PROGRAMS)) {
            throw Refusal.notFound(name);
        }
        return accounts.find(name.substring(PREFIX.length())).orElseThrow(() -> Refusal.notFound(name));
    }
}
