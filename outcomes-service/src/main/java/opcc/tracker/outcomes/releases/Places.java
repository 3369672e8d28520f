package opcc.tracker.outcomes.releases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import opcc.tracker.kit.areas.PoliceAreas;
import opcc.tracker.kit.areas.Regions;

/**
 * Police areas in regions and countries, as the Office for National Statistics groups police force areas. Everything is in
 * {@link #EVERYWHERE}, England and Wales, which also holds the people of whom a national service did not say the area.
 */
final class Places {

    /** England and Wales. */
    static final String EVERYWHERE = "";

    /** The area is not stated. */
    static final String NOT_STATED = "area-not-stated";

    private static final String ENGLAND = "england";
    private static final String WALES = "wales";

    /** By code, the code and what it is in, finest first, without {@link #EVERYWHERE}. */
    private static final Map<String, List<String>> WAYS = ways();

    private static final Map<String, Set<String>> LEAVES = leaves();

    private Places() {}

    /** The codes of areas, in the order of their text. */
    static List<String> codes() {
        return List.copyOf(WAYS.keySet());
    }

    /** The code of a record's area. */
    static String code(String area) {
        return area.equals(PoliceAreas.ENGLAND_AND_WALES) ? NOT_STATED : area;
    }

    /** A code and what it is in, finest first, without {@link #EVERYWHERE}. */
    static List<String> way(String code) {
        return WAYS.getOrDefault(code, List.of(code));
    }

    /** The codes in a place, itself if it is one. */
    static Set<String> leaves(String place) {
        return LEAVES.getOrDefault(place, Set.of(place));
    }

    /** The code's row of a hierarchy of areas, regions and countries. */
    static List<String> row(String code) {
        List<String> way = way(code);
        return List.of(code, way.get(Math.min(1, way.size() - 1)), way.getLast());
    }

    private static Map<String, List<String>> ways() {
        Map<String, List<String>> ways = new TreeMap<>();
        for (String area : PoliceAreas.CODES) {
            String region = Regions.of(area);
            ways.put(area, region.equals(WALES) ? List.of(area, WALES) : List.of(area, region, ENGLAND));
        }
        ways.put(NOT_STATED, List.of(NOT_STATED));
        return ways;
    }

    private static Map<String, Set<String>> leaves() {
        Map<String, Set<String>> leaves = new HashMap<>();
        WAYS.forEach((code, way) -> {
            List<String> places = new ArrayList<>(way);
            places.add(EVERYWHERE);
            places.forEach(place ->
                    leaves.computeIfAbsent(place, any -> new HashSet<>()).add(code));
        });
        return leaves;
    }
}
