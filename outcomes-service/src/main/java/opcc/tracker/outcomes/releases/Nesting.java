package opcc.tracker.outcomes.releases;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import opcc.tracker.outcomes.dimensions.Dimension;

/**
 * Figures of different releases that lie in each other: an area in its region or the country, a quarter in its year. Who has
 * both can subtract them, so what is left is a figure too, although no release shows it.
 */
final class Nesting {

    private record When(String place, Map<Dimension, String> codes) {}

    private record Where(List<String> quarters, Map<Dimension, String> codes) {}

    private final Together together;

    Nesting(Together together) {
        this.together = together;
    }

    /** Adds the sums between releases. */
    void link() {
        Set<List<String>> spans =
                together.figures().stream().map(Figure::quarters).collect(Collectors.toSet());
        if (spans.size() > 1) {
            together.figures().stream()
                    .collect(Collectors.groupingBy(figure -> new When(figure.place(), figure.codes())))
                    .values()
                    .forEach(this::linkQuarters);
        }
        together.figures().stream()
                .collect(Collectors.groupingBy(figure -> new Where(figure.quarters(), figure.codes())))
                .values()
                .forEach(this::linkPlaces);
    }

    /** Every sum of quarters is that of its single quarters, and of any part of it and the rest. */
    private void linkQuarters(Collection<Figure> figures) {
        Set<Figure> all = new HashSet<>(figures);
        for (Figure outer : figures) {
            for (Figure inner : figures) {
                if (inner.quarters().size() < outer.quarters().size()
                        && outer.quarters().containsAll(inner.quarters())) {
                    List<String> others = outer.quarters().stream()
                            .filter(quarter -> !inner.quarters().contains(quarter))
                            .toList();
                    Figure rest = outer.of(others);
                    all.add(rest);
                    together.small(together.number(rest));
                    together.sum(together.number(outer), new int[] {together.number(inner), together.number(rest)});
                }
            }
        }
        for (Figure figure : all) {
            if (figure.quarters().size() > 1) {
                int[] single = figure.quarters().stream()
                        .map(quarter -> figure.of(List.of(quarter)))
                        .mapToInt(together::number)
                        .toArray();
                for (int quarter : single) {
                    together.small(quarter);
                }
                together.sum(together.number(figure), single);
            }
        }
    }

    /** Every place is the sum of the largest places in it that have a figure, and of the rest. */
    private void linkPlaces(Collection<Figure> figures) {
        List<Figure> largestFirst = figures.stream()
                .sorted(Comparator.comparing((Figure figure) ->
                                -Places.leaves(figure.place()).size())
                        .thenComparing(Figure::place))
                .toList();
        for (int outer = 0; outer < largestFirst.size(); outer++) {
            Set<String> left =
                    new TreeSet<>(Places.leaves(largestFirst.get(outer).place()));
            List<Integer> parts = new ArrayList<>();
            for (int inner = outer + 1; inner < largestFirst.size(); inner++) {
                Set<String> leaves = Places.leaves(largestFirst.get(inner).place());
                if (left.containsAll(leaves)) {
                    left.removeAll(leaves);
                    parts.add(together.number(largestFirst.get(inner)));
                }
            }
            int total = together.number(largestFirst.get(outer));
            if (parts.isEmpty()) {
                continue;
            }
            if (left.isEmpty()) {
                together.sum(total, parts.stream().mapToInt(Integer::intValue).toArray());
            } else {
                together.rest(total, parts);
            }
        }
    }
}
