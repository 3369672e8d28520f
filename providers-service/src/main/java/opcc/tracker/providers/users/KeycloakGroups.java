package opcc.tracker.providers.users;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.User;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.GroupRepresentation;

/**
 * Areas and providers as Keycloak keeps them: as groups, {@code /opcc/west-mercia} or {@code /providers/unseen}, each with
 * the attribute that becomes the claim. Other groups are nobody's to give here, and are left as they are.
 */
final class KeycloakGroups {

    private static final String AREAS = "opcc";
    private static final String PROVIDERS = "providers";

    private KeycloakGroups() {}

    /** Paths of the groups that stand for what {@code user} holds. */
    static TreeSet<String> paths(User user) {
        TreeSet<String> paths = new TreeSet<>();
        user.getAreasList().forEach(area -> paths.add("/" + AREAS + "/" + area));
        if (!user.getProvider().isEmpty()) {
            paths.add("/" + user.getProvider());
        }
        return paths;
    }

    /** Whether the group stands for an area or a provider. */
    static boolean isOurs(GroupRepresentation group) {
        return area(group).isPresent() || provider(group).isPresent();
    }

    /** Code of the area that a group stands for. */
    static Optional<String> area(GroupRepresentation group) {
        return below(AREAS, group);
    }

    /** {@code providers/...} that a group stands for. */
    static Optional<String> provider(GroupRepresentation group) {
        return below(PROVIDERS, group).map(slug -> PROVIDERS + "/" + slug);
    }

    private static Optional<String> below(String parent, GroupRepresentation group) {
        String prefix = "/" + parent + "/";
        String path = group.getPath();
        return Stream.of(path)
                .filter(each -> each.startsWith(prefix) && each.indexOf('/', prefix.length()) < 0)
                .map(each -> each.substring(prefix.length()))
                .findFirst();
    }

    /** Id of the group at a path of {@link #paths}; it is made if there is none yet. */
    static String idOf(KeycloakRealm keycloak, String path) {
        return keycloak.find(realm -> realm.getGroupByPath(path))
                .map(GroupRepresentation::getId)
                .orElseGet(() -> {
                    make(keycloak, path);
                    return keycloak.ask(realm -> realm.getGroupByPath(path)).getId();
                });
    }

    private static void make(KeycloakRealm keycloak, String path) {
        String parent = path.substring(0, path.lastIndexOf('/'));
        String name = path.substring(parent.length() + 1);
        String parentId = keycloak.find(realm -> realm.getGroupByPath(parent))
                .map(GroupRepresentation::getId)
                .orElseThrow(() -> Refusal.precondition(
                        "REALM_INCOMPLETE",
                        "The realm has no group \"" + parent + "\". Apply the realm as code first.",
                        Map.of()));
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name);
        group.setAttributes(Map.of(parent.equals("/" + AREAS) ? "areas" : "provider", List.of(name)));
        keycloak.ask((RealmResource realm) -> {
            try (var answer = realm.groups().group(parentId).subGroup(group)) {
                // Another may have made it meanwhile; it is read again.
                return answer.getStatus();
            }
        });
    }
}
