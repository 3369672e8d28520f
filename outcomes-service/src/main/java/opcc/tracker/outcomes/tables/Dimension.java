package opcc.tracker.outcomes.tables;

import com.google.protobuf.ProtocolMessageEnum;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import opcc.tracker.outcomes.records.OutcomeRecord;

/** What outcomes can be counted by. */
public enum Dimension {
    /** Stage in the National Referral Mechanism. */
    NRM_STAGE("nrmStage", record -> List.of(record.nrmStage())),
    /** Kinds of exploitation; those that hold together are one value. */
    EXPLOITATION_TYPES("exploitationTypes", OutcomeRecord::exploitationTypes),
    /** Age band. */
    AGE_BAND("ageBand", record -> List.of(record.ageBand())),
    /** Sex. */
    SEX("sex", record -> List.of(record.sex())),
    /** Engagement with the investigation. */
    ENGAGEMENT("engagement", record -> List.of(record.engagement()));

    private static final String OTHER_NAME_OF_EXPLOITATION_TYPES = "exploitationtype";

    private final String label;
    private final Function<OutcomeRecord, Collection<? extends ProtocolMessageEnum>> codes;

    Dimension(String label, Function<OutcomeRecord, Collection<? extends ProtocolMessageEnum>> codes) {
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

    /** A record's value. */
    Value valueOf(OutcomeRecord record) {
        return Value.of(codes.apply(record));
    }
}
