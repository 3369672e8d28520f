package opcc.tracker.kit.areas;

import static java.util.Map.entry;

import java.util.Map;

/**
 * The nine English regions of the Office for National Statistics, and Wales, by police area. No force's area crosses a
 * border between them.
 */
public final class Regions {

    private static final String EAST = "east-of-england";
    private static final String EAST_MIDLANDS = "east-midlands";
    private static final String LONDON = "london-region";
    private static final String NORTH_EAST = "north-east";
    private static final String NORTH_WEST = "north-west";
    private static final String SOUTH_EAST = "south-east";
    private static final String SOUTH_WEST = "south-west";
    private static final String WALES = "wales";
    private static final String WEST_MIDLANDS = "west-midlands-region";
    private static final String YORKSHIRE = "yorkshire-and-the-humber";

    private static final Map<String, String> BY_AREA = Map.ofEntries(
            entry("avon-and-somerset", SOUTH_WEST),
            entry("bedfordshire", EAST),
            entry("cambridgeshire", EAST),
            entry("cheshire", NORTH_WEST),
            entry("city-of-london", LONDON),
            entry("cleveland", NORTH_EAST),
            entry("cumbria", NORTH_WEST),
            entry("derbyshire", EAST_MIDLANDS),
            entry("devon-and-cornwall", SOUTH_WEST),
            entry("dorset", SOUTH_WEST),
            entry("durham", NORTH_EAST),
            entry("dyfed-powys", WALES),
            entry("essex", EAST),
            entry("gloucestershire", SOUTH_WEST),
            entry("greater-manchester", NORTH_WEST),
            entry("gwent", WALES),
            entry("hampshire", SOUTH_EAST),
            entry("hertfordshire", EAST),
            entry("humberside", YORKSHIRE),
            entry("kent", SOUTH_EAST),
            entry("lancashire", NORTH_WEST),
            entry("leicestershire", EAST_MIDLANDS),
            entry("lincolnshire", EAST_MIDLANDS),
            entry("london", LONDON),
            entry("merseyside", NORTH_WEST),
            entry("norfolk", EAST),
            entry("north-wales", WALES),
            entry("north-yorkshire", YORKSHIRE),
            entry("northamptonshire", EAST_MIDLANDS),
            entry("northumbria", NORTH_EAST),
            entry("nottinghamshire", EAST_MIDLANDS),
            entry("south-wales", WALES),
            entry("south-yorkshire", YORKSHIRE),
            entry("staffordshire", WEST_MIDLANDS),
            entry("suffolk", EAST),
            entry("surrey", SOUTH_EAST),
            entry("sussex", SOUTH_EAST),
            entry("thames-valley", SOUTH_EAST),
            entry("warwickshire", WEST_MIDLANDS),
            entry("west-mercia", WEST_MIDLANDS),
            entry("west-midlands", WEST_MIDLANDS),
            entry("west-yorkshire", YORKSHIRE),
            entry("wiltshire", SOUTH_WEST));

    private Regions() {}

    /** The region's code; what is no police area, such as {@code england-and-wales}, is its own. */
    public static String of(String area) {
        return BY_AREA.getOrDefault(area, area);
    }
}
