package opcc.tracker.outcomes.releases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import opcc.tracker.kit.areas.PoliceAreas;

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

    private static final Map<String, List<String>> REGIONS = Map.ofEntries(
            Map.entry("north-east", List.of("cleveland", "durham", "northumbria")),
            Map.entry("north-west", List.of("cheshire", "cumbria", "greater-manchester", "lancashire", "merseyside")),
            Map.entry(
                    "yorkshire-and-the-humber",
                    List.of("humberside", "north-yorkshire", "south-yorkshire", "west-yorkshire")),
            Map.entry(
                    "east-midlands",
                    List.of("derbyshire", "leicestershire", "lincolnshire", "northamptonshire", "nottinghamshire")),
            Map.entry("west-midlands-region", List.of("staffordshire", "warwickshire", "west-mercia", "west-midlands")),
            Map.entry(
                    "east-of-england",
                    List.of("bedfordshire", "cambridgeshire", "essex", "hertfordshire", "norfolk", "suffolk")),
            Map.entry("london-region", List.of("city-of-london", "london")),
            Map.entry("south-east", List.of("hampshire", "kent", "surrey", "sussex", "thames-valley")),
            Map.entry(
                    "south-west",
                    List.of("avon-and-somerset", "devon-and-cornwall", "dorset", "gloucestershire", "wiltshire")),
            Map.entry(WALES, List.of("dyfed-powys", "gwent", "north-wales", "south-wales")));

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
        REGIONS.forEach((region, areas) -> areas.forEach(
                area -> ways.put(area, region.equals(WALES) ? List.of(area, WALES) : List.of(area, region, ENGLAND))));
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
