package opcc.tracker.providers;

import java.net.URI;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What the 360Giving standard 1.1 demands of the fields that we write, in our own words. */
final class ThreeSixtyRules {

    private static final Set<String> FIELDS = Set.of(
            "id",
            "title",
            "description",
            "currency",
            "amountAwarded",
            "awardDate",
            "plannedDates",
            "recipientOrganization",
            "fundingOrganization",
            "beneficiaryLocation",
            "grantProgramme",
            "dateModified",
            "dataSource");

    private final List<String> problems = new ArrayList<>();

    private ThreeSixtyRules() {}

    /** What is wrong with a file; empty if nothing is. */
    static List<String> problems(JsonNode file) {
        ThreeSixtyRules rules = new ThreeSixtyRules();
        rules.require(file.path("version").asString(""), "version", version -> version.matches("[0-9]+\\.[0-9]+"));
        JsonNode grants = file.path("grants");
        Set<String> ids = new HashSet<>();
        if (!grants.isArray() || grants.isEmpty()) {
            rules.problems.add("a file holds at least one grant");
        }
        for (JsonNode grant : grants) {
            rules.grant(grant);
            if (!ids.add(grant.path("id").asString(""))) {
                rules.problems.add("two grants have one id");
            }
        }
        return rules.problems;
    }

    private void grant(JsonNode grant) {
        grant.propertyNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .forEach(name -> problems.add(name + " is no field of a grant"));
        text(grant, "id", id -> id.startsWith("360G-") && id.matches("[A-Za-z0-9_-]+"));
        text(grant, "title", title -> !title.isBlank());
        text(grant, "description", description -> !description.isBlank());
        text(grant, "currency", "GBP"::equals);
        JsonNode amount = grant.path("amountAwarded");
        if (!amount.isNumber()
                || amount.decimalValue().scale() > 2
                || amount.decimalValue().signum() <= 0) {
            problems.add("amountAwarded must be a number of pounds");
        }
        text(grant, "awardDate", ThreeSixtyRules::isDay);
        for (JsonNode event : list(grant, "plannedDates")) {
            text(event, "startDate", start -> isDay(start) || start.matches("[0-9]{4}-(0[1-9]|1[012])"));
            text(event, "endDate", ThreeSixtyRules::isDay);
        }
        organisations(grant, "recipientOrganization");
        organisations(grant, "fundingOrganization");
        for (JsonNode location : list(grant, "beneficiaryLocation")) {
            text(location, "name", name -> !name.isBlank());
            text(location, "countryCode", "GB"::equals);
        }
        if (grant.has("grantProgramme")) {
            for (JsonNode programme : list(grant, "grantProgramme")) {
                text(programme, "code", code -> !code.isBlank());
                text(programme, "title", title -> !title.isBlank());
            }
        }
        text(grant, "dateModified", ThreeSixtyRules::isTime);
        if (grant.has("dataSource")) {
            text(grant, "dataSource", address -> URI.create(address).isAbsolute());
        }
    }

    private void organisations(JsonNode grant, String field) {
        for (JsonNode organisation : list(grant, field)) {
            text(organisation, "id", id -> id.matches("(360G|[A-Z]{2,3}-[A-Z0-9]+)-[A-Za-z0-9._-]+"));
            text(organisation, "name", name -> !name.isBlank());
            for (String number : List.of("charityNumber", "companyNumber")) {
                if (organisation.has(number)) {
                    text(
                            organisation,
                            number,
                            text -> organisation.path("id").asString("").endsWith("-" + text));
                }
            }
        }
    }

    private JsonNode list(JsonNode node, String field) {
        JsonNode list = node.path(field);
        if (!list.isArray() || list.isEmpty()) {
            problems.add(field + " must be a list with at least one in it");
        }
        return list;
    }

    private void text(JsonNode node, String field, Predicate<String> rule) {
        if (!node.path(field).isString()) {
            problems.add(field + " must be text");
            return;
        }
        require(node.path(field).asString(), field, rule);
    }

    private void require(String value, String field, Predicate<String> rule) {
        if (!rule.test(value)) {
            problems.add(field + " must not be \"" + value + "\"");
        }
    }

    private static boolean isDay(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
