package opcc.tracker.outcomes.releases;

import com.google.protobuf.ProtocolMessageEnum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Value;
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

/**
 * Every value that a record can have in a dimension, whether one has it or not: a table that lists only what was found tells
 * that it was found. What no record can have is not listed, since an attacker would not think of it either.
 */
final class Codes {

    private Codes() {}

    /** The values, in the order of the code list. */
    static List<Value> of(Dimension dimension) {
        return switch (dimension) {
            case NRM_STAGE -> single(NrmStage.values(), false);
            case EXPLOITATION_TYPES -> together(ExploitationType.values(), false);
            case AGE_BAND -> single(AgeBand.values(), false);
            case SEX -> single(Sex.values(), false);
            case ENGAGEMENT -> single(Engagement.values(), false);
            case NATIONALITY_GROUP -> single(NationalityGroup.values(), true);
            case FIRST_RESPONDER -> single(FirstResponder.values(), true);
            case ACCOMMODATION_OUTCOME -> single(AccommodationOutcome.values(), true);
            case SUPPORT_GIVEN -> together(Need.values(), true);
            case END_REASON -> single(EndReason.values(), true);
        };
    }

    private static List<ProtocolMessageEnum> codes(ProtocolMessageEnum[] all) {
        return Arrays.stream(all)
                .filter(code -> !((Enum<?>) code).name().equals("UNRECOGNIZED") && code.getNumber() != 0)
                .toList();
    }

    private static List<Value> single(ProtocolMessageEnum[] all, boolean mayBeLeftOut) {
        Stream<Value> values = codes(all).stream().map(code -> Value.of(List.of(code)));
        return (mayBeLeftOut ? Stream.concat(Stream.of(Value.NOT_STATED), values) : values)
                .sorted()
                .toList();
    }

    private static List<Value> together(ProtocolMessageEnum[] all, boolean mayBeLeftOut) {
        List<ProtocolMessageEnum> codes = codes(all);
        List<Value> values = new ArrayList<>();
        for (int some = mayBeLeftOut ? 0 : 1; some < 1 << codes.size(); some++) {
            List<ProtocolMessageEnum> held = new ArrayList<>();
            for (int i = 0; i < codes.size(); i++) {
                if ((some >> i & 1) == 1) {
                    held.add(codes.get(i));
                }
            }
            values.add(Value.of(held));
        }
        return values.stream().sorted().toList();
    }
}
