package opcc.tracker.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.AnnualValue;
import opcc.tracker.v1.ExportGrantsRequest;
import opcc.tracker.v1.FigureBasisEnum.FigureBasis;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.GrantFile;
import opcc.tracker.v1.GrantsServiceGrpc;
import opcc.tracker.v1.Service;
import opcc.tracker.v1.ServiceStatusEnum.ServiceStatus;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An office's grants as 360Giving data. */
class GrantsIT extends RunningRegister {

    private static final String YEAR = "2026-27";

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Override
    Map<String, String> properties() {
        return Map.of(
                "grants.data-source", "https://opcc.example/open-data",
                "grants.funders[0].area", "west-mercia",
                "grants.funders[0].prefix", "360G-WestMerciaPCC",
                "grants.funders[0].identifier", "GB-GOR-EXAMPLE1",
                "grants.funders[0].name", "West Mercia Police and Crime Commissioner");
    }

    @BeforeAll
    void given_two_grants_and_services_that_are_none() {
        as(administrator)
                .createProvider(registering(
                        "justice-and-care", aCharity("Justice and Care").setOrganisationIdentifier("GB-CHC-9999999")));
        as(administrator).createProvider(registering("hope-for-justice", aCharity("Hope for Justice")));
        register(
                "navigators",
                aNavigatorService("west-mercia")
                        .setDisplayName("=Navigators, \"with\" a formula")
                        .setProvider("providers/justice-and-care")
                        .addSharedAreas("warwickshire")
                        .addFundingStreams(FundingStream.MOJ_VICTIMS_GRANT)
                        .addFundingStreams(FundingStream.PCC_CORE)
                        .setStatus(ServiceStatus.LIVE)
                        .setStartDate("2026-06")
                        .setDetails("Two navigators in the force's teams.")
                        .addAnnualValues(value(YEAR, 4_850_050).setAwardDate("2026-03-12"))
                        .addAnnualValues(value("2025-26", 1_000_000)));
        register(
                "outreach",
                aNavigatorService("west-mercia")
                        .setProvider("providers/hope-for-justice")
                        .setStatus(ServiceStatus.ENDED)
                        .addAnnualValues(value(YEAR, 100)));
        register("a-gap", aNavigatorService("west-mercia").setStatus(ServiceStatus.GAP));
        register(
                "a-bid",
                aNavigatorService("west-mercia")
                        .setProvider("providers/hope-for-justice")
                        .setStatus(ServiceStatus.BID)
                        .addAnnualValues(value(YEAR, 77_700)));
        register("no-value", aNavigatorService("west-mercia").setProvider("providers/hope-for-justice"));
        register(
                "made-up",
                aNavigatorService("west-mercia")
                        .setProvider("providers/hope-for-justice")
                        .addAnnualValues(value(YEAR, 5_000).setBasis(FigureBasis.DEMONSTRATION)));
        register(
                "charity-alone",
                aNavigatorService("west-mercia")
                        .setProvider("providers/hope-for-justice")
                        .addFundingStreams(FundingStream.CHARITABLE)
                        .addAnnualValues(value(YEAR, 6_000)));
        register(
                "led-elsewhere",
                aNavigatorService("leicestershire")
                        .addSharedAreas("west-mercia")
                        .setProvider("providers/hope-for-justice")
                        .addAnnualValues(value(YEAR, 700_000)));
    }

    private void register(String id, Service.Builder service) {
        as(administrator).createService(registering(id, service));
    }

    private static AnnualValue.Builder value(String year, long pence) {
        return AnnualValue.newBuilder()
                .setFinancialYear(year)
                .setAmountPence(pence)
                .setBasis(FigureBasis.PUBLISHED);
    }

    private GrantFile export(TestPerson person, String area, String year) {
        return person.calling(GrantsServiceGrpc.newBlockingStub(running.channel()))
                .exportGrants(ExportGrantsRequest.newBuilder()
                        .setArea(area)
                        .setFinancialYear(year)
                        .build());
    }

    private GrantFile export() {
        return export(westMercia, "west-mercia", YEAR);
    }

    private static JsonNode grants(GrantFile file) {
        return EXACT.readTree(file.getJson()).path("grants");
    }

    @Test
    void a_service_with_an_amount_for_the_year_is_a_grant_with_all_that_the_register_knows() {
        JsonNode grant = grants(export()).get(0);

        assertThat(grant.path("id").asString()).isEqualTo("360G-WestMerciaPCC-navigators-2026-27");
        assertThat(grant.path("title").asString()).isEqualTo("=Navigators, \"with\" a formula");
        assertThat(grant.path("description").asString()).isEqualTo("Two navigators in the force's teams.");
        assertThat(grant.path("currency").asString()).isEqualTo("GBP");
        assertThat(grant.path("amountAwarded").decimalValue()).isEqualTo(new BigDecimal("48500.50"));
        assertThat(grant.path("awardDate").asString()).isEqualTo("2026-03-12");
        assertThat(grant.at("/plannedDates/0/startDate").asString()).isEqualTo("2026-06");
        assertThat(grant.at("/plannedDates/0/endDate").asString()).isEqualTo("2027-03-31");
        assertThat(grant.at("/recipientOrganization/0/id").asString()).isEqualTo("GB-CHC-9999999");
        assertThat(grant.at("/recipientOrganization/0/name").asString()).isEqualTo("Justice and Care");
        assertThat(grant.at("/recipientOrganization/0/charityNumber").asString())
                .isEqualTo("9999999");
        assertThat(grant.at("/fundingOrganization/0/id").asString()).isEqualTo("GB-GOR-EXAMPLE1");
        assertThat(grant.at("/fundingOrganization/0/name").asString())
                .isEqualTo("West Mercia Police and Crime Commissioner");
        assertThat(grant.at("/beneficiaryLocation/1/name").asString()).isEqualTo("Warwickshire");
        assertThat(grant.at("/grantProgramme/0/title").asString()).isEqualTo("Ministry of Justice victims' grant");
        assertThat(grant.path("dataSource").asString()).isEqualTo("https://opcc.example/open-data");
    }

    @Test
    void what_the_register_does_not_hold_is_not_made_up_but_left_out_or_said_in_a_note() {
        GrantFile file = export();

        assertThat(grants(file)).hasSize(2);
        assertThat(file.getGrantCount()).isEqualTo(2);
        assertThat(file.getTotalPence()).isEqualTo(4_850_150);
        assertThat(file.getLeftOutCount()).isEqualTo(5);
        assertThat(file.getNotesList())
                .contains(
                        "Services left out since nobody is commissioned yet: 2.",
                        "Services left out since the register holds no amount for the year: 1.",
                        "Services left out since the amount of the year is made up for demonstration: 1.")
                .anyMatch(note -> note.startsWith("Services left out since only others pay for it"))
                .anyMatch(note -> note.startsWith("Grants without an award date in the register: 1."))
                .anyMatch(note -> note.contains("such as GB-CHC-1234567 for a charity: 1."))
                .noneMatch(note -> note.contains("provisional"));
        JsonNode second = grants(file).get(1);
        assertThat(second.path("awardDate").asString()).isEqualTo("2026-04-01");
        assertThat(second.path("description").asString()).isEqualTo("Victim navigators for victims of modern slavery.");
        assertThat(second.at("/recipientOrganization/0/id").asString())
                .isEqualTo("360G-WestMerciaPCC-hope-for-justice");
    }

    @Test
    void an_office_without_a_registered_prefix_is_told_so() {
        GrantFile file = export(leicestershire, "leicestershire", YEAR);

        assertThat(grants(file).at("/0/id").asString()).isEqualTo("360G-opcc-leicestershire-led-elsewhere-2026-27");
        assertThat(grants(file).at("/0/fundingOrganization/0/name").asString())
                .isEqualTo("Police and Crime Commissioner for Leicestershire");
        assertThat(file.getNotesList()).anyMatch(note -> note.contains("360G-opcc-leicestershire are provisional"));
    }

    @Test
    void a_year_without_grants_has_no_json_since_that_would_not_be_valid() {
        GrantFile file = export(westMercia, "west-mercia", "2019-20");

        assertThat(file.getJson()).isEmpty();
        assertThat(file.getCsv()).startsWith("Identifier,Title,Description").hasLineCount(1);
        assertThat(file.getNotesList()).anyMatch(note -> note.startsWith("There is no 360Giving JSON"));
    }

    @Test
    void the_csv_says_the_same_under_the_standards_titles_and_holds_no_formula() throws Exception {
        List<CSVRecord> rows = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(export().getCsv()))
                .getRecords();

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().toMap())
                .containsEntry("Identifier", "360G-WestMerciaPCC-navigators-2026-27")
                .containsEntry("Title", "'=Navigators, \"with\" a formula")
                .containsEntry("Amount Awarded", "48500.50")
                .containsEntry("Award Date", "2026-03-12")
                .containsEntry("Planned Dates:Start Date", "2026-06")
                .containsEntry("Recipient Org:Identifier", "GB-CHC-9999999")
                .containsEntry("Recipient Org:Charity Number", "9999999")
                .containsEntry("Funding Org:Identifier", "GB-GOR-EXAMPLE1")
                .containsEntry("Beneficiary Location:1:Name", "Warwickshire")
                .containsEntry("Grant Programme:1:Title", "Police and Crime Commissioner's core budget")
                .containsEntry("Data Source", "https://opcc.example/open-data");
        assertThat(rows.getLast().get("Beneficiary Location:1:Name")).isEmpty();
    }

    @Test
    void it_is_for_commissioners_finance_and_auditors_of_the_area() {
        for (TestPerson person : List.of(
                westMercia,
                running.realm().finance("west-mercia"),
                running.realm().auditor("west-mercia"))) {
            assertThat(export(person, "west-mercia", YEAR).getGrantCount()).isEqualTo(2);
        }
        assertThat(Refusals.of(() -> export(leicestershire, "west-mercia", YEAR))
                        .code())
                .isEqualTo(Code.PERMISSION_DENIED);
        for (TestPerson person : List.of(
                running.realm().analyst(),
                running.realm().requester("west-mercia"),
                running.realm().provider("justice-and-care"),
                administrator)) {
            assertThat(Refusals.of(() -> export(person, "west-mercia", YEAR)).reason())
                    .isEqualTo("ROLE_REQUIRED");
        }
    }

    @Test
    void what_is_no_year_is_refused_by_the_field() {
        for (String year : List.of("2026-28", "2026", "")) {
            assertThat(Refusals.of(() -> export(westMercia, "west-mercia", year))
                            .violations())
                    .containsOnlyKeys("financial_year");
        }
    }

    @Test
    void an_organisation_identifier_that_is_none_is_refused_in_plain_words() {
        Refusals refusal = Refusals.of(() -> as(administrator)
                .createProvider(registering("x", aCharity("X").setOrganisationIdentifier("charity no 7"))));

        assertThat(refusal.violations().get("provider.organisation_identifier")).contains("GB-CHC-1234567");
    }

    @Test
    void the_json_keeps_what_the_standard_demands() {
        for (GrantFile file : List.of(export(), export(leicestershire, "leicestershire", YEAR))) {
            assertThat(ThreeSixtyRules.problems(EXACT.readTree(file.getJson()))).isEmpty();
        }
    }

    /** Against the files of the standard itself, which are not ours to keep here: see CONTRIBUTING.md. */
    @Test
    @EnabledIfSystemProperty(named = "tracker.schema.threesixty", matches = ".+")
    void the_json_is_valid_against_the_official_schema() {
        String directory =
                Path.of(System.getProperty("tracker.schema.threesixty")).toUri().toString();
        JsonSchema official = JsonSchemaFactory.getInstance(
                        VersionFlag.V4,
                        factory -> factory.schemaMappers(mappers -> mappers.mappings(
                                address -> address.startsWith("http") && address.endsWith("/360-giving-schema.json")
                                        ? directory + "360-giving-schema.json"
                                        : address)))
                .getSchema(
                        SchemaLocation.of(directory + "360-giving-package-schema.json"),
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());

        for (GrantFile file : List.of(export(), export(leicestershire, "leicestershire", YEAR))) {
            assertThat(official.validate(file.getJson(), InputFormat.JSON)).isEmpty();
            assertThat(official.validate(
                            file.getJson().replace("\"awardDate\" : \"2026-0", "\"awardDate\" : \"0"),
                            InputFormat.JSON))
                    .as("the schema is applied")
                    .isNotEmpty();
        }
    }
}
