package opcc.tracker.local.demo;

import java.util.Map;

/** The police area that a place of the sources belongs to. */
record PoliceArea(String code, String locality) {
    /** Places that are not themselves the name of a police area. */
    private static final Map<String, String> AREA_OF_PLACE = Map.of(
            "Leicester, Leicestershire and Rutland", "leicestershire",
            "Staffordshire and Stoke-on-Trent", "staffordshire");

    /** The area, and the place in the source's words where the two differ (empty otherwise). */
    static PoliceArea of(String place) {
        String code = AREA_OF_PLACE.get(place);
        return code == null ? new PoliceArea(Slug.of(place), "") : new PoliceArea(code, place);
    }
}
