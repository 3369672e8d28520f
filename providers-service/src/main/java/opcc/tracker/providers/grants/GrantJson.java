package opcc.tracker.providers.grants;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Grants in the JSON of the 360Giving standard 1.1: a package with one object a grant. */
final class GrantJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private GrantJson() {}

    static String write(List<Grant> grants) {
        ObjectNode whole = MAPPER.createObjectNode().put("version", "1.1");
        ArrayNode array = whole.putArray("grants");
        grants.forEach(grant -> array.add(grant(grant)));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(whole);
    }

    private static ObjectNode grant(Grant grant) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("id", grant.id())
                .put("title", grant.title())
                .put("description", grant.description())
                .put("currency", "GBP")
                .put("amountAwarded", grant.pounds())
                .put("awardDate", grant.awardDate());
        json.putArray("plannedDates")
                .addObject()
                .put("startDate", grant.startDate())
                .put("endDate", grant.endDate());
        json.putArray("recipientOrganization").add(organisation(grant.recipient()));
        json.putArray("fundingOrganization").add(organisation(grant.funder()));
        ArrayNode locations = json.putArray("beneficiaryLocation");
        grant.locations()
                .forEach(name -> locations.addObject().put("name", name).put("countryCode", "GB"));
        if (!grant.programmes().isEmpty()) {
            ArrayNode programmes = json.putArray("grantProgramme");
            grant.programmes()
                    .forEach(each ->
                            programmes.addObject().put("code", each.code()).put("title", each.title()));
        }
        json.put("dateModified", grant.modified());
        grant.dataSource().ifPresent(address -> json.put("dataSource", address));
        return json;
    }

    private static ObjectNode organisation(Grant.Organisation organisation) {
        ObjectNode json = MAPPER.createObjectNode().put("id", organisation.id()).put("name", organisation.name());
        if (!organisation.charityNumber().isEmpty()) {
            json.put("charityNumber", organisation.charityNumber());
        }
        if (!organisation.companyNumber().isEmpty()) {
            json.put("companyNumber", organisation.companyNumber());
        }
        return json;
    }
}
