package opcc.tracker.funds.ledger;

import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import opcc.tracker.funds.approvals.Policy;
import opcc.tracker.v1.DrawCategoryEnum.DrawCategory;
import opcc.tracker.v1.FundingStreamEnum.FundingStream;
import opcc.tracker.v1.UrgencyEnum.Urgency;
import org.bson.Document;

/** What an entry says, as it lies in the store. */
final class ContentDocument {

    private ContentDocument() {}

    static Document of(Content content) {
        return switch (content) {
            case Content.Nothing() -> new Document("is", "nothing");
            case Content.Allocated(var stream, var year) ->
                new Document("is", "allocated")
                        .append("fundingStream", stream.name())
                        .append("financialYear", year);
            case Content.Note(var text) -> new Document("is", "note").append("text", text);
            case Content.Requested request -> request(request);
            case Content.Emergency(var request, var ratifyBy) ->
                new Document("is", "emergency")
                        .append("request", request(request))
                        .append("ratifyBy", ratifyBy.toString());
            case Content.Approval(var version, var rule, var reason, var lapsesAt) ->
                new Document("is", "approval")
                        .append("policyVersion", version)
                        .append("rule", rule)
                        .append("overCapReason", reason)
                        .append("lapsesAt", Date.from(lapsesAt));
            case Content.PolicySet(var policy) -> policy(policy);
            case Content.YearClosed(var year, var carriedForward, var fundClosed) ->
                new Document("is", "yearClosed")
                        .append("financialYear", year)
                        .append("carriedForward", parts(carriedForward))
                        .append("fundClosed", fundClosed);
            case Content.BudgetsSet(var year, var amounts) ->
                new Document("is", "budgets")
                        .append("financialYear", year)
                        .append("amounts", amounts(amounts, DrawCategory::name));
            case Content.Virement(var id, var year, var from, var to, var amount, var note) ->
                new Document("is", "virement")
                        .append("id", id)
                        .append("financialYear", year)
                        .append("from", from.name())
                        .append("to", to.name())
                        .append("amount", amount)
                        .append("note", note);
        };
    }

    static Content read(Document document) {
        return switch (document.getString("is")) {
            case "nothing" -> new Content.Nothing();
            case "allocated" ->
                new Content.Allocated(
                        FundingStream.valueOf(document.getString("fundingStream")),
                        document.getString("financialYear"));
            case "note" -> new Content.Note(document.getString("text"));
            case "requested" -> readRequest(document);
            case "emergency" ->
                new Content.Emergency(
                        readRequest(document.get("request", Document.class)),
                        LocalDate.parse(document.getString("ratifyBy")));
            case "approval" ->
                new Content.Approval(
                        document.getLong("policyVersion"),
                        document.getString("rule"),
                        document.getString("overCapReason"),
                        document.getDate("lapsesAt").toInstant());
            case "yearClosed" ->
                new Content.YearClosed(
                        document.getString("financialYear"),
                        readParts(document.getList("carriedForward", Document.class)),
                        document.getBoolean("fundClosed"));
            case "policy" -> new Content.PolicySet(readPolicy(document));
            case "budgets" ->
                new Content.BudgetsSet(
                        document.getString("financialYear"),
                        readAmounts(document.getList("amounts", Document.class), DrawCategory::valueOf));
            case "virement" ->
                new Content.Virement(
                        document.getString("id"),
                        document.getString("financialYear"),
                        DrawCategory.valueOf(document.getString("from")),
                        DrawCategory.valueOf(document.getString("to")),
                        document.getLong("amount"),
                        document.getString("note"));
            default -> throw new IllegalStateException("no such content: " + document.getString("is"));
        };
    }

    static List<Document> parts(Parts parts) {
        return parts.list().stream()
                .map(part -> new Document(
                                "fundingStream", part.pot().fundingStream().name())
                        .append("financialYear", part.pot().financialYear())
                        .append("amount", part.amount()))
                .toList();
    }

    static Parts readParts(List<Document> documents) {
        return new Parts(documents.stream()
                .map(part -> new Parts.Part(
                        new Pot(
                                FundingStream.valueOf(part.getString("fundingStream")),
                                part.getString("financialYear")),
                        part.getLong("amount")))
                .toList());
    }

    private static Document request(Content.Requested request) {
        return new Document("is", "requested")
                .append(
                        "lines",
                        request.lines().stream().map(ContentDocument::line).toList())
                .append("reason", request.reason())
                .append("provider", request.provider())
                .append("urgency", request.urgency().name())
                .append("supplier", request.supplier())
                .append("beneficiary", request.beneficiary());
    }

    private static Content.Requested readRequest(Document document) {
        return new Content.Requested(
                document.getList("lines", Document.class).stream()
                        .map(ContentDocument::readLine)
                        .toList(),
                document.getString("reason"),
                document.getString("provider"),
                Urgency.valueOf(document.getString("urgency")),
                document.getString("supplier"),
                document.get("beneficiary", ""));
    }

    private static Document line(Content.Line line) {
        return new Document("category", line.category().name())
                .append("quantity", line.quantity())
                .append("nights", line.nights())
                .append("unitPrice", line.unitPrice());
    }

    private static Content.Line readLine(Document document) {
        return new Content.Line(
                DrawCategory.valueOf(document.getString("category")),
                document.getInteger("quantity"),
                document.getInteger("nights"),
                document.getLong("unitPrice"));
    }

    private static Document policy(Policy policy) {
        Document document = new Document("is", "policy")
                .append("version", policy.version())
                .append("approverLimit", policy.approverLimit())
                .append("approverLimits", amounts(policy.approverLimits(), Function.identity()))
                .append("twoPersonThreshold", policy.twoPersonThreshold())
                .append("unitCaps", amounts(policy.unitCaps(), DrawCategory::name))
                .append("emergencyLimit", policy.emergencyLimit())
                .append("ratifyWithinWorkingDays", policy.ratifyWithinWorkingDays())
                .append("reservationDays", policy.reservationDays());
        return policy.stepUpFrom() == 0 ? document : document.append("stepUpFrom", policy.stepUpFrom());
    }

    private static Policy readPolicy(Document document) {
        return new Policy(
                document.getLong("version"),
                document.getLong("approverLimit"),
                readAmounts(document.getList("approverLimits", Document.class), Function.identity()),
                document.getLong("twoPersonThreshold"),
                readAmounts(document.getList("unitCaps", Document.class), DrawCategory::valueOf),
                document.getLong("emergencyLimit"),
                document.getInteger("ratifyWithinWorkingDays"),
                document.getInteger("reservationDays"),
                document.get("stepUpFrom", 0L));
    }

    /** A list and not a document, since a user name may hold a dot. */
    private static <K> List<Document> amounts(Map<K, Long> amounts, Function<K, String> name) {
        return amounts.entrySet().stream()
                .map(each -> new Document("of", name.apply(each.getKey())).append("amount", each.getValue()))
                .toList();
    }

    private static <K> Map<K, Long> readAmounts(List<Document> documents, Function<String, K> key) {
        return documents.stream()
                .collect(Collectors.toMap(each -> key.apply(each.getString("of")), each -> each.getLong("amount")));
    }
}
