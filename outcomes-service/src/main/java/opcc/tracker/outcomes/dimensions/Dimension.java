package opcc.tracker.outcomes.dimensions;

import com.google.protobuf.ProtocolMessageEnum;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import opcc.tracker.outcomes.records.Profile;

/** What outcomes can be counted by. */
public enum Dimension {
    /** Stage in the National Referral Mechanism. */
    NRM_STAGE("nrmStage", profile -> List.of(profile.nrmStage())),
    /** Kinds of exploitation; those that hold together are one value. */
    EXPLOITATION_TYPES("exploitationTypes", Profile::exploitationTypes),
    /** Age band. */
    AGE_BAND("ageBand", profile -> List.of(profile.ageBand())),
    /** Sex. */
    SEX("sex", profile -> List.of(profile.sex())),
    /** Engagement with the investigation. */
    ENGAGEMENT("engagement", profile -> List.of(profile.engagement())),
    /** Group of nationalities. */
    NATIONALITY_GROUP("nationalityGroup", profile -> List.of(profile.nationalityGroup())),
    /** First responder organisation. */
    FIRST_RESPONDER("firstResponder", profile -> List.of(profile.firstResponder())),
    /** What became of the accommodation. */
    ACCOMMODATION_OUTCOME("accommodationOutcome", profile -> List.of(profile.accommodationOutcome())),
    /** The needs that support was given for; those that hold together are one value. */
    SUPPORT_GIVEN("supportGiven", Profile::supportGiven),
    /** Why support ended. */
    END_REASON("endReason", profile -> List.of(profile.endReason()));

    private static final String OTHER_NAME_OF_EXPLOITATION_TYPES = "exploitationtype";

    private final String label;
    private final Function<Profile, Collection<? extends ProtocolMessageEnum>> codes;

    Dimension(String label, Function<Profile, Collection<? extends ProtocolMessageEnum>> codes) {
        this.label = label;
        this.codes = codes;
    }

    /** The name in requests and tables, such as {@code nrmStage}. */
    public String label() {
        return label;
    }

    /** The dimension of this name, which may also be spelt {@code nrm_stage}, {@code NRM_STAGE} or {@code nrm-stage}. */
    public static Optional<Dimension> named(String name) {
        String plain = name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(dimension -> dimension.label.toLowerCase(Locale.ROOT).equals(plain)
                        || (dimension == EXPLOITATION_TYPES && plain.equals(OTHER_NAME_OF_EXPLOITATION_TYPES)))
                .findFirst();
    }

    /** The names, for a message: {@code a, b and c}. */
    public static String labels() {
        List<String> labels = Arrays.stream(values()).map(Dimension::label).toList();
        return labels.stream().limit(labels.size() - 1L).collect(Collectors.joining(", ")) + " and " + labels.getLast();
    }

    /** A profile's value. */
    public Value valueOf(Profile profile) {
        return Value.of(codes.apply(profile));
    }
}
