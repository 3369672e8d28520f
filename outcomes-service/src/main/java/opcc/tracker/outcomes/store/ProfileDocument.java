package opcc.tracker.outcomes.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import opcc.tracker.outcomes.records.Profile;
import opcc.tracker.outcomes.records.Scores;
import opcc.tracker.v1.AccommodationOutcomeEnum.AccommodationOutcome;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.EndReasonEnum.EndReason;
import opcc.tracker.v1.EngagementEnum.Engagement;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.FirstResponderEnum.FirstResponder;
import opcc.tracker.v1.NationalityGroupEnum.NationalityGroup;
import opcc.tracker.v1.NeedEnum.Need;
import opcc.tracker.v1.NrmStageEnum.NrmStage;
import opcc.tracker.v1.SexEnum.Sex;
import org.bson.Document;

/** A profile's fields in a document: codes by name; what is not stated is left out. */
final class ProfileDocument {

    private ProfileDocument() {}

    static Document append(Document document, Profile profile) {
        document.append("nrmStage", profile.nrmStage().name())
                .append("exploitationTypes", names(profile.exploitationTypes()))
                .append("ageBand", profile.ageBand().name())
                .append("sex", profile.sex().name())
                .append("engagement", profile.engagement().name());
        appendStated(document, "nationalityGroup", profile.nationalityGroup());
        appendStated(document, "firstResponder", profile.firstResponder());
        appendStated(document, "accommodationOutcome", profile.accommodationOutcome());
        appendStated(document, "endReason", profile.endReason());
        if (!profile.supportGiven().isEmpty()) {
            document.append("supportGiven", names(profile.supportGiven()));
        }
        if (!profile.scores().isEmpty()) {
            Document scores = new Document();
            profile.scores().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(each -> scores.append(
                            each.getKey().name(),
                            List.of(
                                    each.getValue().start(),
                                    each.getValue().review(),
                                    each.getValue().end())));
            document.append("scores", scores);
        }
        return document;
    }

    static Profile read(Document document) {
        return new Profile(
                NrmStage.valueOf(document.getString("nrmStage")),
                codes(document, "exploitationTypes", ExploitationType::valueOf),
                AgeBand.valueOf(document.getString("ageBand")),
                Sex.valueOf(document.getString("sex")),
                code(
                        document,
                        "nationalityGroup",
                        NationalityGroup::valueOf,
                        NationalityGroup.NATIONALITY_GROUP_UNSPECIFIED),
                code(document, "firstResponder", FirstResponder::valueOf, FirstResponder.FIRST_RESPONDER_UNSPECIFIED),
                Engagement.valueOf(document.getString("engagement")),
                code(
                        document,
                        "accommodationOutcome",
                        AccommodationOutcome::valueOf,
                        AccommodationOutcome.ACCOMMODATION_OUTCOME_UNSPECIFIED),
                codes(document, "supportGiven", Need::valueOf),
                code(document, "endReason", EndReason::valueOf, EndReason.END_REASON_UNSPECIFIED),
                scores(document));
    }

    private static <E extends Enum<E>> void appendStated(Document document, String key, E code) {
        if (code.ordinal() > 0) {
            document.append(key, code.name());
        }
    }

    private static List<String> names(Collection<? extends Enum<?>> codes) {
        return codes.stream().map(Enum::name).sorted().toList();
    }

    private static <E extends Enum<E>> E code(Document document, String key, Function<String, E> named, E notStated) {
        String name = document.getString(key);
        return name == null ? notStated : named.apply(name);
    }

    private static <E extends Enum<E>> Set<E> codes(Document document, String key, Function<String, E> named) {
        List<String> names = document.getList(key, String.class, List.of());
        return names.stream().map(named).collect(Collectors.toSet());
    }

    private static Map<Need, Scores> scores(Document document) {
        Document scores = document.get("scores", new Document());
        return scores.keySet().stream().collect(Collectors.toMap(Need::valueOf, need -> {
            List<Integer> each = scores.getList(need, Integer.class);
            return new Scores(each.get(0), each.get(1), each.get(2));
        }));
    }
}
