package opcc.tracker.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.rpc.Code;
import java.time.Instant;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.v1.Provider;
import opcc.tracker.v1.ProviderKindEnum.ProviderKind;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class ProviderRegisterIT extends RunningRegister {

    @Test
    void aCommissionerRegistersAProviderAndItsAreaKeepsTheEntry() {
        Provider made = as(westMercia).createProvider(registering("justice-and-care", aCharity("Justice and Care")));

        assertThat(made.getName()).isEqualTo("providers/justice-and-care");
        assertThat(made.getArea()).isEqualTo("west-mercia");
        assertThat(made.getEtag()).isNotEmpty();
        assertThat(made.getCreateTime()).isEqualTo(made.getUpdateTime());
        assertThat(as(leicestershire).getProvider(provider(made.getName()))).isEqualTo(made);
    }

    @Test
    void whatTheSenderSaysOfNameTimesAndEtagDoesNotCount() {
        String id = newId("unseen");
        Provider made = as(westMercia)
                .createProvider(registering(
                        id,
                        aCharity("Unseen")
                                .setName("providers/somebody-else")
                                .setEtag("mine")
                                .setCreateTime(Timestamp.newBuilder().setSeconds(1))));

        assertThat(made.getName()).isEqualTo("providers/" + id);
        assertThat(made.getEtag()).isNotEqualTo("mine");
        assertThat(made.getCreateTime().getSeconds()).isGreaterThan(1);
    }

    @Test
    void anIdThatIsTakenIsRefused() {
        String id = newId("hope-for-justice");
        as(westMercia).createProvider(registering(id, aCharity("Hope for Justice")));

        Refusals refused =
                Refusals.of(() -> as(leicestershire).createProvider(registering(id, aCharity("Another one"))));

        assertThat(refused.code()).isEqualTo(Code.ALREADY_EXISTS);
        assertThat(refused.message()).contains("providers/" + id);
    }

    @Test
    void aProviderBelongsToAPoliceAreaThatExists() {
        Refusals refused = Refusals.of(() -> as(administrator)
                .createProvider(registering(newId("p"), aCharity("Somewhere").setArea("rutland"))));

        assertThat(refused.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refused.violations()).containsOnlyKeys("provider.area");
    }

    @Test
    void anAdministratorRegistersAProviderForAll() {
        Provider made =
                as(administrator).createProvider(registering(newId("victim-support"), aCharity("Victim Support")));

        assertThat(made.getArea()).isEmpty();
        Refusals refused = Refusals.of(
                () -> as(westMercia).updateProvider(changing(read(made).setDisplayName("Ours"), "display_name")));
        assertThat(refused.code()).isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void everyChangeGivesANewEtagAndALaterTimeAndKeepsTheRest() {
        Provider made = as(westMercia).createProvider(registering(newId("rebuild"), aCharity("Rebuild")));
        running.setNow(Instant.parse("2026-07-16T10:00:00Z"));

        Provider changed = as(westMercia)
                .updateProvider(changing(read(made).setDisplayName("Rebuild East Midlands"), "display_name"));

        assertThat(changed.getDisplayName()).isEqualTo("Rebuild East Midlands");
        assertThat(changed.getKind()).isEqualTo(ProviderKind.CHARITY);
        assertThat(changed.getCreateTime()).isEqualTo(made.getCreateTime());
        assertThat(changed.getUpdateTime().getSeconds())
                .isEqualTo(Instant.parse("2026-07-16T10:00:00Z").getEpochSecond());
        assertThat(changed.getEtag()).isNotEqualTo(made.getEtag());
        assertThat(as(westMercia).getProvider(provider(made.getName()))).isEqualTo(changed);
    }

    @Test
    void anUpdateSaysWhichEntryItReadByItsEtag() {
        Provider made = as(westMercia).createProvider(registering(newId("p"), aCharity("P")));

        Refusals missing = Refusals.of(() ->
                as(westMercia).updateProvider(changing(read(made).clearEtag().setDisplayName("Q"), "display_name")));
        assertThat(missing.code()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(missing.violations().get("provider.etag")).startsWith("is missing");

        as(westMercia).updateProvider(changing(read(made).setDisplayName("Q"), "display_name"));
        Refusals stale = Refusals.of(
                () -> as(westMercia).updateProvider(changing(read(made).setDisplayName("R"), "display_name")));
        assertThat(stale.code()).isEqualTo(Code.ABORTED);
        assertThat(stale.reason()).isEqualTo("ETAG_MISMATCH");
    }

    @Test
    void aMaskNamesFieldsThatExistAndAreTheCallersToChange() {
        Provider made = as(westMercia).createProvider(registering(newId("p"), aCharity("P")));

        assertThat(Refusals.of(() -> as(westMercia)
                                .updateProvider(changing(read(made).setDisplayName("Q"), "display_name", "colour")))
                        .violations())
                .containsOnlyKeys("update_mask");
        assertThat(Refusals.of(() -> as(westMercia).updateProvider(changing(read(made), "create_time")))
                        .violations())
                .containsOnlyKeys("update_mask");
    }

    @Test
    void withoutAMaskAllThatTheBodyHoldsChangesAndWhatWasReadCanBeSentBackWhole() {
        Provider made = as(westMercia).createProvider(registering(newId("p"), aCharity("P")));

        Provider changed =
                as(westMercia).updateProvider(changing(made.toBuilder().setKind(ProviderKind.POLICE)));

        assertThat(changed.getKind()).isEqualTo(ProviderKind.POLICE);
        assertThat(changed.getDisplayName()).isEqualTo("P");
        assertThat(changed.getCreateTime()).isEqualTo(made.getCreateTime());
    }

    @Test
    void theChangedEntryIsHeldToTheRulesNotThePartThatWasSent() {
        Provider made = as(westMercia).createProvider(registering(newId("p"), aCharity("P")));

        assertThat(as(westMercia)
                        .updateProvider(changing(read(made).setKind(ProviderKind.OTHER), "kind"))
                        .getKind())
                .isEqualTo(ProviderKind.OTHER);
        Provider now = as(westMercia).getProvider(provider(made.getName()));
        Refusals refused = Refusals.of(() -> as(westMercia).updateProvider(changing(read(now), "display_name")));
        assertThat(refused.violations()).containsEntry("provider.display_name", "is missing");
    }

    @Test
    void aCommissionerCannotHandAProviderToAnAreaThatIsNotTheirs() {
        Provider made = as(westMercia).createProvider(registering(newId("p"), aCharity("P")));

        Refusals refused = Refusals.of(
                () -> as(westMercia).updateProvider(changing(read(made).setArea("leicestershire"), "area")));
        assertThat(refused.code()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(refused.reason()).isEqualTo("AREA_NOT_YOURS");
        assertThat(Refusals.of(() -> as(westMercia).updateProvider(changing(read(made), "area")))
                        .code())
                .isEqualTo(Code.PERMISSION_DENIED);

        Provider moved = as(administrator).updateProvider(changing(read(made).setArea("leicestershire"), "area"));
        assertThat(moved.getArea()).isEqualTo("leicestershire");
    }

    @Test
    void theDocumentHoldsDatesAndCodesByNameUnderItsId() {
        String id = newId("p");
        as(westMercia).createProvider(registering(id, aCharity("P")));

        Document stored = running.mongo()
                .database()
                .getCollection("providers")
                .find(new Document("_id", id))
                .first();

        assertThat(stored).isNotNull().containsEntry("kind", "CHARITY").doesNotContainKey("name");
        assertThat(stored.getDate("createTime")).isNotNull();
        assertThat(stored.get("createdByCommand", Document.class)).containsKeys("id", "requestHash");
    }
}
