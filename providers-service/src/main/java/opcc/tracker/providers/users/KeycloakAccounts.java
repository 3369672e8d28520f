package opcc.tracker.providers.users;

import com.google.protobuf.Timestamp;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.InvitationEnum.Invitation;
import opcc.tracker.v1.RoleEnum.Role;
import opcc.tracker.v1.User;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleScopeResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.springframework.stereotype.Component;

/** The users in Keycloak. Only the tracker's roles and groups are looked at, given and taken; all else stays. */
@Component
final class KeycloakAccounts {

    private static final Set<Role> ROLES = EnumSet.complementOf(EnumSet.of(Role.ROLE_UNSPECIFIED, Role.UNRECOGNIZED));
    /** What is asked of somebody who is invited: a password and a second factor of their own. */
    private static final List<String> FIRST_ACTIONS = List.of("UPDATE_PASSWORD", "CONFIGURE_TOTP");

    private static final long MILLIS = 1_000;

    private final KeycloakRealm keycloak;
    private final UserSettings settings;

    KeycloakAccounts(KeycloakRealm keycloak, UserSettings settings) {
        this.keycloak = keycloak;
        this.settings = settings;
    }

    /** At most {@code most} users in the order of their names, without the {@code first} ones. */
    List<Account> list(int first, int most) {
        return keycloak.ask(realm -> realm.users().list(first, most)).stream()
                .map(this::account)
                .toList();
    }

    Optional<Account> find(String username) {
        return keycloak.ask(realm -> realm.users().searchByUsername(username, true)).stream()
                .findFirst()
                .map(this::account);
    }

    /** Makes a user who holds nothing yet. */
    Account create(String username, User wanted) {
        UserRepresentation made = new UserRepresentation();
        made.setUsername(username);
        made.setEnabled(true);
        name(made, wanted);
        keycloak.take("users/" + username, realm -> {
            KeycloakRealm.require(realm.users().create(made), "users/" + username);
            return made;
        });
        return find(username).orElseThrow(() -> new IllegalStateException("Keycloak lost a user"));
    }

    /** Names the user as {@code wanted}. */
    void rename(Account account, User wanted) {
        keycloak.take(account.user().getName(), realm -> {
            UserRepresentation present = realm.users().get(account.id()).toRepresentation();
            name(present, wanted);
            realm.users().get(account.id()).update(present);
            return present;
        });
    }

    private static void name(UserRepresentation user, User wanted) {
        user.setFirstName(wanted.getGivenName());
        user.setLastName(wanted.getFamilyName());
        if (!wanted.getEmail().equalsIgnoreCase(user.getEmail())) {
            user.setEmail(wanted.getEmail());
            user.setEmailVerified(false);
        }
    }

    /** Gives and takes roles and groups until the user holds what {@code wanted} says. Taken first: less is safer. */
    void give(Account account, User wanted) {
        List<GroupRepresentation> held = groups(account.id());
        TreeSet<String> paths = KeycloakGroups.paths(wanted);
        held.stream()
                .filter(group -> KeycloakGroups.isOurs(group) && !paths.contains(group.getPath()))
                .forEach(group -> keycloak.ask(realm -> {
                    realm.users().get(account.id()).leaveGroup(group.getId());
                    return group;
                }));
        Set<String> roles =
                wanted.getRolesList().stream().map(KeycloakAccounts::name).collect(Collectors.toSet());
        keycloak.ask(realm -> {
            RoleScopeResource mapped = roles(realm, account.id());
            List<RoleRepresentation> surplus = mapped.listAll().stream()
                    .filter(role -> isOurs(role) && !roles.contains(role.getName()))
                    .toList();
            if (!surplus.isEmpty()) {
                mapped.remove(surplus);
            }
            List<RoleRepresentation> missing = mapped.listAvailable().stream()
                    .filter(role -> isOurs(role) && roles.contains(role.getName()))
                    .toList();
            if (!missing.isEmpty()) {
                mapped.add(missing);
            }
            return missing;
        });
        held.stream().map(GroupRepresentation::getPath).toList().forEach(paths::remove);
        for (String path : paths) {
            String group = KeycloakGroups.idOf(keycloak, path);
            keycloak.ask(realm -> {
                realm.users().get(account.id()).joinGroup(group);
                return group;
            });
        }
    }

    /** Lets the user sign in or not. */
    void setSuspended(Account account, boolean suspended) {
        keycloak.ask(realm -> {
            UserRepresentation present = realm.users().get(account.id()).toRepresentation();
            present.setEnabled(!suspended);
            realm.users().get(account.id()).update(present);
            return present;
        });
    }

    /** Ends all sessions of the user: no refresh token of theirs is good any more. */
    void endSessions(Account account) {
        keycloak.ask(realm -> {
            realm.users().get(account.id()).logout();
            return account;
        });
    }

    /** Asks for a password and a second factor at the next sign-in. */
    void askForFirstActions(Account account) {
        keycloak.ask(realm -> {
            UserRepresentation present = realm.users().get(account.id()).toRepresentation();
            TreeSet<String> actions =
                    new TreeSet<>(Objects.requireNonNullElse(present.getRequiredActions(), List.of()));
            if (actions.addAll(FIRST_ACTIONS)) {
                present.setRequiredActions(List.copyOf(actions));
                realm.users().get(account.id()).update(present);
            }
            return actions;
        });
    }

    /** Has Keycloak send the link by which somebody gets in who has no password yet, if it sends any. */
    Invitation sendLink(Account account) {
        if (!settings.sendEmail()) {
            return Invitation.BY_HAND;
        }
        try {
            return keycloak.ask(realm -> {
                realm.users().get(account.id()).executeActionsEmail(FIRST_ACTIONS, (int)
                        settings.linkGoodFor().toSeconds());
                return Invitation.SENT;
            });
        } catch (Refusal refused) {
            // Keycloak says 500 when its mail server is away; in the log above it stands with its status.
            return Invitation.NOT_SENT;
        }
    }

    private Account account(UserRepresentation found) {
        User.Builder user = User.newBuilder()
                .setName("users/" + found.getUsername())
                .setGivenName(Objects.requireNonNullElse(found.getFirstName(), ""))
                .setFamilyName(Objects.requireNonNullElse(found.getLastName(), ""))
                .setEmail(Objects.requireNonNullElse(found.getEmail(), ""))
                .setSuspended(!Boolean.TRUE.equals(found.isEnabled()));
        if (found.getRequiredActions() != null) {
            found.getRequiredActions().stream().sorted().forEach(user::addPendingActions);
        }
        if (found.getCreatedTimestamp() != null) {
            user.setCreateTime(Timestamp.newBuilder()
                    .setSeconds(Math.floorDiv(found.getCreatedTimestamp(), MILLIS))
                    .setNanos((int) Math.floorMod(found.getCreatedTimestamp(), MILLIS) * 1_000_000));
        }
        Set<String> roles = keycloak.ask(realm -> roles(realm, found.getId()).listAll()).stream()
                .map(RoleRepresentation::getName)
                .collect(Collectors.toSet());
        ROLES.stream().filter(role -> roles.contains(name(role))).forEach(user::addRoles);
        List<GroupRepresentation> groups = groups(found.getId());
        groups.stream()
                .flatMap(group -> KeycloakGroups.area(group).stream())
                .sorted()
                .forEach(user::addAreas);
        groups.stream()
                .flatMap(group -> KeycloakGroups.provider(group).stream())
                .findFirst()
                .ifPresent(user::setProvider);
        return new Account(found.getId(), user.build());
    }

    private List<GroupRepresentation> groups(String id) {
        return keycloak.ask(realm -> realm.users().get(id).groups());
    }

    private static RoleScopeResource roles(RealmResource realm, String id) {
        return realm.users().get(id).roles().realmLevel();
    }

    private static boolean isOurs(RoleRepresentation role) {
        return ROLES.stream().anyMatch(known -> name(known).equals(role.getName()));
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
