package opcc.tracker.outcomes.store;

import java.util.Collection;
import java.util.EnumMap;
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
import org.bson.BsonWriter;
import org.bson.Document;

/** A profile's fields in a document: codes by name; what is not stated is left out. */
final class ProfileDocument {

    private ProfileDocument() {}

    static void write(BsonWriter writer, Profile profile) {
        writer.writeString("nrmStage", profile.nrmStage().name());
        writeNames(writer, "exploitationTypes", profile.exploitationTypes());
        writer.writeString("ageBand", profile.ageBand().name());
        writer.writeString("sex", profile.sex().name());
        writer.writeString("engagement", profile.engagement().name());
        writeStated(writer, "nationalityGroup", profile.nationalityGroup());
        writeStated(writer, "firstResponder", profile.firstResponder());
        writeStated(writer, "accommodationOutcome", profile.accommodationOutcome());
        writeStated(writer, "endReason", profile.endReason());
        if (!profile.supportGiven().isEmpty()) {
            writeNames(writer, "supportGiven", profile.supportGiven());
        }
        if (!profile.scores().isEmpty()) {
            writeScores(writer, profile.scores());
        }
    }

    private static void writeScores(BsonWriter writer, Map<Need, Scores> scores) {
        writer.writeStartDocument("scores");
        new EnumMap<>(scores).forEach((need, each) -> {
            writer.writeStartArray(need.name());
            writer.writeInt32(each.start());
            writer.writeInt32(each.review());
            writer.writeInt32(each.end());
            writer.writeEndArray();
        });
        writer.writeEndDocument();
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

    private static void writeStated(BsonWriter writer, String key, Enum<?> code) {
        if (code.ordinal() > 0) {
            writer.writeString(key, code.name());
        }
    }

    private static void writeNames(BsonWriter writer, String key, Collection<? extends Enum<?>> codes) {
        writer.writeStartArray(key);
        codes.stream().map(Enum::name).sorted().forEach(writer::writeString);
        writer.writeEndArray();
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
