package opcc.tracker.providers.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.Code;
import java.util.List;
import java.util.Set;
import opcc.tracker.kit.authentication.Caller;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.v1.RoleEnum.Role;
import opcc.tracker.v1.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What a user may hold, and whom an administrator may change. */
class UserRulesTest {

    private static User.Builder holding(Role... roles) {
        return User.newBuilder().setName("users/somebody").addAllRoles(List.of(roles));
    }

    private static Refusal refusalOf(User.Builder wanted) {
        return catchThrowableOfType(Refusal.class, () -> UserRules.requireFit(wanted.build()));
    }

    @Test
    void what_belongs_together_may_be_given() {
        for (User.Builder fit : List.of(
                holding(),
                holding(Role.FINANCE, Role.COMMISSIONER).addAreas("west-mercia").addAreas("gwent"),
                holding(Role.PROVIDER).setProvider("providers/unseen"),
                holding(Role.ANALYST),
                holding(Role.ADMINISTRATOR),
                holding(Role.ADMINISTRATOR, Role.ANALYST),
                holding(Role.ADMINISTRATOR, Role.AUDITOR).addAreas("gwent"))) {
            assertThatCode(() -> UserRules.requireFit(fit.build())).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = Mode.INCLUDE,
            names = {"COMMISSIONER", "FINANCE", "REQUESTER", "PROVIDER"})
    void whoever_gives_access_may_not_commission_spend_or_deliver(Role other) {
        Refusal refusal =
                refusalOf(holding(Role.ADMINISTRATOR, other).addAreas("gwent").setProvider("providers/unseen"));

        assertThat(refusal.status().getCode()).isEqualTo(Code.PERMISSION_DENIED_VALUE);
        assertThat(refusal).hasMessageContaining("whoever gives access");
    }

    @Test
    void a_providers_user_holds_nothing_else() {
        assertThat(refusalOf(holding(Role.PROVIDER, Role.FINANCE)
                                .addAreas("gwent")
                                .setProvider("providers/unseen"))
                        .status()
                        .getCode())
                .isEqualTo(Code.PERMISSION_DENIED_VALUE);
    }

    @Test
    void roles_and_what_they_are_about_go_together() {
        assertThat(refusalOf(holding(Role.PROVIDER))).hasMessageContaining("user.provider");
        assertThat(refusalOf(holding(Role.ANALYST).setProvider("providers/unseen")))
                .hasMessageContaining("user.provider");
        assertThat(refusalOf(holding(Role.FINANCE))).hasMessageContaining("user.areas");
        assertThat(refusalOf(holding(Role.ANALYST).addAreas("gwent"))).hasMessageContaining("user.areas");
        assertThat(refusalOf(holding(Role.FINANCE).addAreas("gwent").addAreas("atlantis")))
                .hasMessageContaining("user.areas[1]");
    }

    @Test
    void nobody_changes_their_own_access() {
        Account own = new Account("me", holding(Role.ADMINISTRATOR).build());
        Caller caller = new Caller("me", "somebody", Set.of(Role.ADMINISTRATOR), Set.of(), null);

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> UserRules.requireAnother(caller, own));

        assertThat(refusal.status().getCode()).isEqualTo(Code.PERMISSION_DENIED_VALUE);
        assertThatCode(() -> UserRules.requireAnother(caller, new Account("other", own.user())))
                .doesNotThrowAnyException();
    }

    @Test
    void an_etag_follows_from_what_is_said_of_a_user() {
        Account account = new Account("1", holding(Role.ANALYST).build());

        assertThat(account.etag())
                .isEqualTo(new Account("1", holding(Role.ANALYST).build()).etag());
        assertThat(account.etag()).isNotEqualTo(new Account("2", account.user()).etag());
        assertThat(account.etag())
                .isNotEqualTo(new Account(
                                "1", holding(Role.ANALYST).setSuspended(true).build())
                        .etag());
    }
}
