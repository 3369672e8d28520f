package opcc.tracker.outcomes.comparisons;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import opcc.tracker.outcomes.dimensions.Dimension;
import opcc.tracker.outcomes.dimensions.Value;
import opcc.tracker.v1.AgeBandEnum.AgeBand;
import opcc.tracker.v1.ExploitationTypeEnum.ExploitationType;
import opcc.tracker.v1.SexEnum.Sex;

/**
 * What a published return divides referrals by, in the tracker's codes. Returns name dimensions and parts in words of their
 * own; what is not known here has no codes and is compared with nothing.
 *
 * @param dimension by what
 * @param ages the age bands of the people to compare with, if the return divides those of an age only; empty for all
 */
record PublishedBreakdown(Dimension dimension, Set<String> ages) {

    private static final Set<String> ADULTS = codes(
            AgeBand.AGE_18_TO_24, AgeBand.AGE_25_TO_34, AgeBand.AGE_35_TO_49, AgeBand.AGE_50_AND_OVER, AgeBand.ADULT);
    private static final Set<String> MINORS = codes(AgeBand.AGE_UNDER_18, AgeBand.MINOR);

    private static final Map<String, ExploitationType> EXPLOITATION = Map.of(
            "labour", ExploitationType.LABOUR,
            "sexual", ExploitationType.SEXUAL,
            "criminal", ExploitationType.CRIMINAL,
            "domestic servitude", ExploitationType.DOMESTIC_SERVITUDE,
            "domestic", ExploitationType.DOMESTIC_SERVITUDE,
            "organ harvesting", ExploitationType.ORGAN_HARVESTING,
            "unknown", ExploitationType.UNKNOWN);

    private static Set<String> codes(Enum<?>... codes) {
        return Stream.of(codes).map(Enum::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What a dimension of a return means; empty if it is none that people are counted by. */
    static Optional<PublishedBreakdown> named(String dimension) {
        return switch (dimension.strip().toLowerCase(Locale.ROOT)) {
            case "sex", "gender" -> Optional.of(new PublishedBreakdown(Dimension.SEX, Set.of()));
            case "age", "age band", "adult or minor", "adults and minors" ->
                Optional.of(new PublishedBreakdown(Dimension.AGE_BAND, Set.of()));
            case "exploitation", "exploitation type", "type of exploitation" ->
                Optional.of(new PublishedBreakdown(Dimension.EXPLOITATION_TYPES, Set.of()));
            case "exploitation of adults" -> Optional.of(new PublishedBreakdown(Dimension.EXPLOITATION_TYPES, ADULTS));
            case "exploitation of minors", "exploitation of children" ->
                Optional.of(new PublishedBreakdown(Dimension.EXPLOITATION_TYPES, MINORS));
            default -> Optional.empty();
        };
    }

    /** The codes that a part of the return stands for; none if it has no counterpart. */
    Set<String> codesOf(String part) {
        String words = part.strip().toLowerCase(Locale.ROOT);
        return switch (dimension) {
            case SEX -> sexes(words);
            case AGE_BAND -> ages(words);
            default -> exploitation(words);
        };
    }

    private static Set<String> sexes(String words) {
        return switch (words) {
            case "female", "females", "women" -> codes(Sex.FEMALE);
            case "male", "males", "men" -> codes(Sex.MALE);
            case "other" -> codes(Sex.OTHER);
            case "unknown", "not known" -> codes(Sex.UNKNOWN);
            default -> Set.of();
        };
    }

    private static Set<String> ages(String words) {
        return switch (words) {
            case "adult", "adults", "claimed exploitation as adults" -> ADULTS;
            case "minor", "minors", "child", "children", "claimed exploitation as children" -> MINORS;
            case "unknown", "not known" -> codes(AgeBand.UNKNOWN);
            default -> Set.of();
        };
    }

    /** {@code adults labour and criminal exploitation} is {@code LABOUR+CRIMINAL}. */
    private static Set<String> exploitation(String words) {
        String kinds = words.replaceFirst("^(adults|minors|children) ", "").replaceFirst(" exploitation$", "");
        List<ExploitationType> types = Stream.of(kinds.split(" and |, ?| & ", -1))
                .flatMap(kind -> Optional.ofNullable(EXPLOITATION.get(kind.strip())).stream())
                .toList();
        boolean allKnown = types.size() == kinds.split(" and |, ?| & ", -1).length;
        return allKnown ? Set.of(Value.of(types).code()) : Set.of();
    }
}
