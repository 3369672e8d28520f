package opcc.tracker.local.demo;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A published file of referral figures, entered as it is. The figures are real, and do not always add up.
 *
 * @param id what the return is called
 * @param file the file among the facts
 * @param title what the figures are
 * @param source where they were published
 * @param area whose they are
 * @param breakdowns by dimension, which columns or measures of the file are its parts
 */
record PublishedReturn(
        String id,
        String file,
        String title,
        String source,
        String area,
        List<Map.Entry<String, List<String>>> breakdowns) {

    /** Both were published in 2022 for the calendar year 2021. */
    private static final String PERIOD = "2021";

    private static final String PUBLISHED_IN = "2022";

    static final List<PublishedReturn> ALL = List.of(
            new PublishedReturn(
                    "nrm-derbyshire-2021",
                    "nrm-derbyshire-2021.csv",
                    "Referrals to the National Referral Mechanism by first responder",
                    "Derby and Derbyshire Modern Slavery Partnership, annual report 2021-22",
                    "derbyshire",
                    List.of(Map.entry("adult or minor", List.of("adults", "minors", "unknown")))),
            new PublishedReturn(
                    "nrm-uk-2021",
                    "nrm-uk-2021.csv",
                    "Referrals to the National Referral Mechanism",
                    "National Referral Mechanism statistics, United Kingdom, 2021",
                    "united-kingdom",
                    List.of(
                            Map.entry(
                                    "place of exploitation",
                                    List.of("exploited in the UK only", "exploited overseas only")),
                            Map.entry("sex", List.of("male", "female")),
                            Map.entry(
                                    "adult or minor",
                                    List.of("claimed exploitation as adults", "claimed exploitation as children")),
                            Map.entry("exploitation of adults", List.of("adults labour exploitation")),
                            Map.entry("exploitation of minors", List.of("minors criminal exploitation")),
                            Map.entry(
                                    "first responder",
                                    List.of(
                                            "from government agencies",
                                            "from police forces",
                                            "from local authorities",
                                            "from NGOs and third sector")))));

    ObjectNode toJson() {
        ObjectNode body = JsonMapper.shared()
                .createObjectNode()
                .put("aggregateReturnId", id)
                .put("title", title)
                .put("source", source)
                .put("area", area)
                .put("period", PERIOD)
                .put("published", true)
                .put("publishDate", PUBLISHED_IN)
                .put("csv", Facts.text(file));
        ArrayNode all = body.withArray("breakdowns");
        breakdowns.forEach(breakdown -> {
            ObjectNode by = all.addObject().put("dimension", breakdown.getKey());
            breakdown.getValue().forEach(by.withArray("values")::add);
        });
        return body;
    }
}
