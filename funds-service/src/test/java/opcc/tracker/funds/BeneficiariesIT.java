package opcc.tracker.funds;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import opcc.tracker.kit.idempotency.Command;
import opcc.tracker.kit.testing.EverythingLogged;
import opcc.tracker.kit.testing.OwnProcess;
import opcc.tracker.kit.testing.Refusals;
import opcc.tracker.kit.testing.RunningService;
import opcc.tracker.kit.testing.TestPerson;
import opcc.tracker.v1.CreateDrawRequest;
import opcc.tracker.v1.CreateFundRequest;
import opcc.tracker.v1.Draw;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.DrawLine;
import opcc.tracker.v1.Fund;
import opcc.tracker.v1.FundsServiceGrpc;
import opcc.tracker.v1.FundsServiceGrpc.FundsServiceBlockingStub;
import opcc.tracker.v1.GetDrawRequest;
import opcc.tracker.v1.ListDrawsRequest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whom a draw helps: a pseudonym, and nothing that leads back to the person. */
class BeneficiariesIT {

    private static final String PLANTED = "planted-case-77123";
    private static final String BEDS = "funds/beds";
    private static final String SURREY = "funds/surrey-beds";

    private static RunningService service;

    private final TestPerson finance = service.realm().finance("west-mercia");
    private final TestPerson officer = service.realm().requester("west-mercia");
    private final TestPerson navigator = service.realm().provider("justice-and-care");
    private final TestPerson shelter = service.realm().provider("hope-for-justice");

    @BeforeAll
    static void given_two_areas_funds_from_which_two_providers_may_draw() {
        service = RunningService.start(FundsApplication.class, Map.of());
        for (String fund : new String[] {BEDS, SURREY}) {
            String area = fund.equals(BEDS) ? "west-mercia" : "surrey";
            as(service.realm().finance(area))
                    .createFund(CreateFundRequest.newBuilder()
                            .setFundId(fund.substring("funds/".length()))
                            .setFund(Fund.newBuilder()
                                    .setDisplayName("Beds")
                                    .setArea(area)
                                    .addDrawingProviders("providers/justice-and-care")
                                    .addDrawingProviders("providers/hope-for-justice"))
                            .build());
        }
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static FundsServiceBlockingStub as(TestPerson person) {
        return person.calling(FundsServiceGrpc.newBlockingStub(service.channel()));
    }

    private static CreateDrawRequest asking(String fund, String caseReference) {
        return CreateDrawRequest.newBuilder()
                .setParent(fund)
                .setDraw(Draw.newBuilder()
                        .setReason("a bed for tonight")
                        .setCaseReference(caseReference)
                        .addLines(DrawLine.newBuilder()
                                .setCategory(DrawCategory.ACCOMMODATION)
                                .setQuantity(1)
                                .setUnitPricePence(6_500)))
                .build();
    }

    /** As finance of the fund's area sees it. */
    private static String beneficiary(TestPerson requester, String fund, String caseReference) {
        String name = as(requester).createDraw(asking(fund, caseReference)).getName();
        return seen(service.realm().finance(fund.equals(BEDS) ? "west-mercia" : "surrey"), name)
                .getBeneficiary();
    }

    private static Draw seen(TestPerson person, String name) {
        return as(person).getDraw(GetDrawRequest.newBuilder().setName(name).build());
    }

    @Test
    void two_draws_for_one_person_say_so_and_those_for_others_or_for_nobody_do_not() {
        String first = beneficiary(officer, BEDS, "placements/4711");

        assertThat(first).matches("[0-9a-f]{64}");
        assertThat(beneficiary(officer.named("requester2.westmercia"), BEDS, "placements/4711"))
                .as("of another officer of the same force")
                .isEqualTo(first);
        assertThat(beneficiary(finance.named("finance2.westmercia"), BEDS, "placements/4711"))
                .as("of finance, who asks for the force")
                .isEqualTo(first);
        assertThat(beneficiary(officer, BEDS, "placements/4712")).isNotEqualTo(first);
        assertThat(beneficiary(officer, BEDS, "")).isEmpty();
    }

    @Test
    void the_same_reference_of_another_provider_or_in_another_area_is_another_persons() {
        assertThat(List.of(
                        beneficiary(officer, BEDS, "case-1"),
                        beneficiary(navigator, BEDS, "case-1"),
                        beneficiary(shelter, BEDS, "case-1"),
                        beneficiary(navigator, SURREY, "case-1"),
                        beneficiary(service.realm().requester("surrey"), SURREY, "case-1")))
                .doesNotHaveDuplicates();
    }

    @Test
    void it_is_shown_to_finance_commissioners_and_auditors_only() {
        Draw asked = as(officer).createDraw(asking(BEDS, "case-2"));
        Draw providers = as(navigator).createDraw(asking(BEDS, "case-2"));

        for (TestPerson person : List.of(
                finance,
                service.realm().commissioner("west-mercia"),
                service.realm().auditor("west-mercia"))) {
            assertThat(seen(person, asked.getName()).getBeneficiary()).isNotEmpty();
            assertThat(as(person)
                            .listDraws(ListDrawsRequest.newBuilder()
                                    .setParent(BEDS)
                                    .build())
                            .getDrawsList())
                    .filteredOn(draw -> draw.getName().equals(asked.getName()))
                    .singleElement()
                    .satisfies(draw -> assertThat(draw.getBeneficiary()).isNotEmpty());
        }
        assertThat(asked.getBeneficiary()).isEmpty();
        assertThat(seen(officer, asked.getName()).getBeneficiary()).isEmpty();
        assertThat(seen(navigator, providers.getName()).getBeneficiary()).isEmpty();
    }

    @Test
    void a_case_reference_is_in_no_answer_no_stored_byte_and_no_logged_line_even_at_debug() {
        try (EverythingLogged logged = new EverythingLogged()) {
            String key = "key-of-" + PLANTED;
            FundsServiceBlockingStub stub = officer.calling(FundsServiceGrpc.newBlockingStub(service.channel()), key);
            CreateDrawRequest request = asking(BEDS, PLANTED);
            Draw first = stub.createDraw(request);
            Draw again = stub.createDraw(request);
            Refusals reused = Refusals.of(() -> stub.createDraw(asking(BEDS, PLANTED + "-b")));
            Refusals spaced = Refusals.of(() -> as(officer).createDraw(asking(BEDS, PLANTED + " ?")));
            Command byPlainHashes =
                    Command.of(officer.subject(), key, "opcc.tracker.v1.FundsService/CreateDraw", request);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(service.mongo()
                                    .database()
                                    .getCollection("draws")
                                    .countDocuments(new org.bson.Document("_id", first.getName())))
                            .isOne());

            assertThat(again).isEqualTo(first);
            assertThat(reused.reason()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
            assertThat(spaced.violations()).containsOnlyKeys("draw.case_reference");
            assertThat(List.of(first, seen(finance, first.getName()), reused, spaced))
                    .noneMatch(answer -> answer.toString().contains(PLANTED));
            assertThat(service.mongo().everythingStored())
                    .contains(seen(finance, first.getName()).getBeneficiary())
                    .doesNotContain(PLANTED)
                    .as("nor what would show that a guess is right")
                    .doesNotContain(byPlainHashes.requestHash(), byPlainHashes.id());
            assertThat(logged.lines())
                    .as("the log was listened to")
                    .contains("call=CreateDraw")
                    .doesNotContain(PLANTED)
                    .doesNotContain(HexFormat.of().formatHex(PLANTED.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void what_looks_like_personal_data_is_refused_without_repeating_it() {
        for (String personal : new String[] {"07700900123", "AB123456C", "12/11/1999", "SY11AA"}) {
            Refusals refusal = Refusals.of(() -> as(officer).createDraw(asking(BEDS, personal)));

            assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
            assertThat(refusal.violations()).containsOnlyKeys("draw.case_reference");
            assertThat(refusal.toString()).doesNotContain(personal);
        }
        assertThat(Refusals.of(() -> as(officer).createDraw(asking(BEDS, "x".repeat(65))))
                        .violations())
                .containsOnlyKeys("draw.case_reference");
        assertThat(beneficiary(officer, BEDS, "case-" + UUID.nameUUIDFromBytes(new byte[] {1})))
                .hasSize(64);
    }

    @Test
    void without_a_pseudonym_key_the_service_says_so_in_one_line_and_ends() throws Exception {
        OwnProcess run = OwnProcess.run(FundsApplication.class, Map.of());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines())
                .singleElement()
                .asString()
                .endsWith("funds-service does not start: PSEUDONYM_KEY is not set; it must hold 32 random bytes in"
                        + " base64");
    }
}
