package opcc.tracker.outcomes;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import opcc.tracker.v1.Outcome;

/**
 * The usual protection, to be broken: counts of 1 to 4 are left out, everything else is exact. It knows the true counts, and so
 * whether an attack is right.
 */
final class NaiveThreshold implements Figures.Source {

    private record Reported(int revision, String area, Outcome outcome) {}

    private final List<Reported> all = new ArrayList<>();

    /** Takes people whom the service was told of as well; none of them twice. */
    void holds(int revision, String leadArea, Outcome.Builder... outcomes) {
        for (Outcome.Builder outcome : outcomes) {
            all.add(new Reported(
                    revision, outcome.getArea().isEmpty() ? leadArea : outcome.getArea(), outcome.build()));
        }
    }

    @Override
    public Figures table(String area, String quarter, int revision, String... dimensions) {
        Map<List<String>, Long> truth = truth(area, quarter, revision, dimensions);
        Set<List<String>> leftOut = new HashSet<>();
        truth.forEach((cell, count) -> {
            if (count < 5) {
                leftOut.add(cell);
            }
        });
        long total = truth.values().stream().mapToLong(Long::longValue).sum();
        truth.keySet().removeAll(leftOut);
        return new Figures(truth, leftOut, total > 0 && total < 5 ? OptionalLong.empty() : OptionalLong.of(total));
    }

    /** The true counts above zero. */
    Map<List<String>, Long> truth(String area, String quarter, int revision, String... dimensions) {
        return all.stream()
                .filter(each -> each.revision() <= revision
                        && each.outcome().getQuarter().equals(quarter)
                        && (area.isEmpty() || each.area().equals(area)))
                .collect(Collectors.groupingBy(
                        each -> Arrays.stream(dimensions)
                                .map(dimension -> code(each.outcome(), dimension))
                                .toList(),
                        () -> new TreeMap<>(Comparator.comparing(Object::toString)),
                        Collectors.counting()));
    }

    /** The code in a dimension; several are joined by {@code +}. */
    private static String code(Outcome outcome, String dimension) {
        FieldDescriptor field = Outcome.getDescriptor().getFields().stream()
                .filter(each -> each.getJsonName().equals(dimension))
                .findFirst()
                .orElseThrow();
        Object value = outcome.getField(field);
        String codes = (value instanceof Collection<?> several ? several : List.of(value))
                .stream()
                        .map(EnumValueDescriptor.class::cast)
                        .filter(code -> code.getNumber() != 0)
                        .sorted(Comparator.comparingInt(EnumValueDescriptor::getNumber))
                        .map(EnumValueDescriptor::getName)
                        .collect(Collectors.joining("+"));
        return codes.isEmpty() ? "NOT_STATED" : codes;
    }
}
