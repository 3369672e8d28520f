package opcc.tracker.local.demo;

import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A draw on the demonstration fund and what shall become of it. Its reason tells it from the others. */
record DemoDraw(String requester, String reason, boolean emergency, List<Line> lines, List<Step> steps) {

    record Line(String category, int quantity, long unitPricePence) {}

    /** What somebody does to a draw, and when it is due. */
    record Step(String user, String verb, ObjectNode body, Predicate<JsonNode> due) {}

    /** In the order in which they are asked for; the last stays as it was asked. */
    static final List<DemoDraw> ALL = List.of(
            new DemoDraw(
                    DemoUsers.REQUESTER,
                    "Demonstration: two nights in a hotel and food while a place in a safe house is found",
                    false,
                    List.of(new Line("ACCOMMODATION", 2, 6_500), new Line("FOOD", 2, 1_200)),
                    List.of(approve(), pay(15_400), reconcile("DEMO-0001"))),
            new DemoDraw(
                    DemoUsers.SECOND_REQUESTER,
                    "Demonstration: clothing and toiletries at first contact",
                    false,
                    List.of(new Line("CLOTHING", 1, 4_250), new Line("TOILETRIES", 1, 999)),
                    List.of(approve(), pay(5_249))),
            new DemoDraw(
                    DemoUsers.REQUESTER,
                    "Demonstration: three nights in a hotel, the first of them paid so far",
                    false,
                    List.of(new Line("ACCOMMODATION", 3, 7_200)),
                    List.of(approve(), pay(7_200))),
            new DemoDraw(
                    DemoUsers.SECOND_REQUESTER,
                    "Demonstration: interpreter and travel to an interview",
                    false,
                    List.of(new Line("INTERPRETER", 1, 8_000), new Line("TRAVEL", 2, 1_460)),
                    List.of(approve())),
            new DemoDraw(
                    DemoUsers.REQUESTER,
                    "Demonstration: a month in a hotel",
                    false,
                    List.of(new Line("ACCOMMODATION", 30, 9_000)),
                    List.of(new Step(
                            DemoUsers.FINANCE,
                            "reject",
                            body().put("reason", "Beyond what the emergency fund is for: ask for a placement"),
                            inState("REQUESTED")))),
            new DemoDraw(
                    DemoUsers.SECOND_REQUESTER,
                    "Demonstration: a telephone that was no longer needed",
                    false,
                    List.of(new Line("PHONE", 1, 2_500)),
                    List.of(new Step(DemoUsers.SECOND_REQUESTER, "withdraw", body(), inState("REQUESTED")))),
            new DemoDraw(
                    DemoUsers.REQUESTER,
                    "Demonstration: a night in a hotel that was not used",
                    false,
                    List.of(new Line("ACCOMMODATION", 1, 6_800)),
                    List.of(approve(), new Step(DemoUsers.FINANCE, "release", body(), inState("APPROVED")))),
            new DemoDraw(
                    DemoUsers.SECOND_REQUESTER,
                    "Demonstration: a room at two in the morning, waiting to be ratified",
                    true,
                    List.of(new Line("ACCOMMODATION", 1, 7_900)),
                    List.of()),
            new DemoDraw(
                    DemoUsers.REQUESTER,
                    "Demonstration: sanitary items and a go bag, waiting for approval",
                    false,
                    List.of(new Line("SANITARY_ITEMS", 2, 450), new Line("GO_BAG", 1, 3_600)),
                    List.of()));

    /** The draw as the public API takes it. */
    ObjectNode toJson() {
        ObjectNode body = body().put("reason", reason)
                .put("emergency", emergency)
                .put("caseReference", "demo-case-" + (1 + ALL.indexOf(this)));
        lines.forEach(line -> body.withArray("lines")
                .addObject()
                .put("category", line.category())
                .put("quantity", line.quantity())
                .put("unitPricePence", Long.toString(line.unitPricePence())));
        return body;
    }

    private static Step approve() {
        return new Step(DemoUsers.FINANCE, "approve", body(), inState("REQUESTED"));
    }

    private static Step pay(long pence) {
        Predicate<JsonNode> nothingPaid = draw -> draw.path("paidPence").asLong(0) == 0;
        return new Step(
                DemoUsers.SECOND_FINANCE,
                "pay",
                body().put("amountPence", Long.toString(pence)),
                inState("APPROVED").and(nothingPaid));
    }

    private static Step reconcile(String receipt) {
        return new Step(DemoUsers.FINANCE, "reconcile", body().put("receiptReference", receipt), inState("PAID"));
    }

    private static Predicate<JsonNode> inState(String state) {
        return draw -> draw.path("state").asString("").equals(state);
    }

    private static ObjectNode body() {
        return JsonMapper.shared().createObjectNode();
    }
}
