package opcc.tracker.local.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The register's entries that the published schemes make: providers and services in the public API's JSON. */
final class Register {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The financial year of each source, to which an amount that it gives belongs. */
    private static final Map<String, String> YEAR_OF_SOURCE = Map.of(
            "staffordshire-2016", "2016-17",
            "panel-2019", "2019-20",
            "lscsb-2020", "2019-20",
            "apcc-2021", "2021-22",
            "derbyshire-2022", "2021-22");

    /** Amounts that no source gives, in pence for 2026-27, so that a few services show money. Marked as made up. */
    private static final Map<String, Long> DEMONSTRATION_PENCE = Map.of(
            "essex-navigators", 9_600_000L,
            "surrey-navigator", 4_850_000L,
            "derbyshire-hope-for-justice", 7_200_000L,
            "west-mercia-fund", 5_000_000L);

    private static final String DEMONSTRATION_YEAR = "2026-27";
    private static final int PENCE_PER_POUND = 100;

    private Register() {}

    /** An entry with the id it shall have. */
    record Entry(String id, ObjectNode body) {}

    /** Every provider that the schemes name, in the order of the ids. */
    static List<Entry> providers() {
        Map<String, String> names = new TreeMap<>();
        Facts.schemes().stream()
                .map(Scheme::provider)
                .filter(name -> !name.isEmpty())
                .forEach(name -> names.put(Slug.of(name), name));
        return names.entrySet().stream()
                .map(named -> new Entry(
                        named.getKey(),
                        JSON.createObjectNode()
                                .put("displayName", named.getValue())
                                .put("kind", providerKind(named.getValue()))))
                .toList();
    }

    /** The sources do not say what sort of organisation a provider is; its name does. */
    private static String providerKind(String name) {
        if (name.endsWith("Police") || name.endsWith("Constabulary")) {
            return "POLICE";
        }
        if (name.endsWith("Council") || name.endsWith("local authorities")) {
            return "LOCAL_AUTHORITY";
        }
        if (name.endsWith("University")) {
            return "UNIVERSITY";
        }
        return name.endsWith("Hub") ? "OTHER" : "CHARITY";
    }

    /** All schemes as services, in the order of the file. */
    static List<Entry> services() {
        return Facts.schemes().stream()
                .map(scheme -> new Entry(scheme.id(), service(scheme)))
                .toList();
    }

    private static ObjectNode service(Scheme scheme) {
        PoliceArea area = PoliceArea.of(scheme.area());
        ObjectNode body = JSON.createObjectNode();
        body.put("displayName", scheme.scheme());
        body.put("serviceType", scheme.serviceType());
        put(body, "provider", scheme.provider().isEmpty() ? "" : "providers/" + Slug.of(scheme.provider()));
        body.put("area", area.code());
        putAll(body, "sharedAreas", sharedAreas(scheme.reach(), area.code()));
        put(body, "locality", area.locality());
        put(body, "reach", scheme.reach());
        putAll(body, "fundingStreams", scheme.fundingStreams());
        putAnnualValue(body, scheme);
        if (!scheme.posts().isEmpty()) {
            body.put("posts", Integer.parseInt(scheme.posts()));
        }
        body.put("status", scheme.status());
        put(body, "startDate", scheme.start());
        putAll(
                body,
                "supportStages",
                scheme.stages().stream().map(stage -> stage.toUpperCase(Locale.ROOT)).toList());
        put(body, "details", scheme.details());
        body.put("source", scheme.source());
        return body;
    }

    /** A reach that lists police areas names those that share the service; the lead area is not repeated. */
    private static List<String> sharedAreas(String reach, String lead) {
        return Arrays.stream(reach.contains(", ") ? reach.split(", ") : new String[0])
                .map(Slug::of)
                .filter(area -> !area.equals(lead))
                .toList();
    }

    private static void putAnnualValue(ObjectNode body, Scheme scheme) {
        if (!scheme.amountPounds().isEmpty()) {
            long pence = Math.multiplyExact(Long.parseLong(scheme.amountPounds()), PENCE_PER_POUND);
            putAnnualValue(body, YEAR_OF_SOURCE.get(scheme.source()), pence, "PUBLISHED");
        } else if (DEMONSTRATION_PENCE.containsKey(scheme.id())) {
            putAnnualValue(body, DEMONSTRATION_YEAR, DEMONSTRATION_PENCE.get(scheme.id()), "DEMONSTRATION");
        }
    }

    private static void putAnnualValue(ObjectNode body, String year, long pence, String basis) {
        body.putArray("annualValues")
                .addObject()
                .put("financialYear", year)
                .put("amountPence", Long.toString(pence))
                .put("basis", basis);
    }

    private static void put(ObjectNode body, String field, String value) {
        if (!value.isEmpty()) {
            body.put(field, value);
        }
    }

    private static void putAll(ObjectNode body, String field, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = body.putArray(field);
            values.forEach(array::add);
        }
    }
}
