package opcc.tracker.funds.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import opcc.tracker.funds.approvals.Policy;

/**
 * The hash of an entry: SHA-256 over its fields in a fixed order, each written as its length in bytes, a colon and its
 * UTF-8 text, numbers in decimal. So simple that a script can re-compute it from a dump.
 */
final class EntryHash {

    private static final String VERSION = "1";

    private final MessageDigest digest;

    private EntryHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(String fund, long sequence, Entry.Fact fact, Totals totals, String previousHash) {
        EntryHash hash = new EntryHash();
        hash.add(VERSION).add(previousHash).add(fund).add(sequence);
        hash.add(fact.kind().name()).add(fact.amount()).add(fact.draw());
        hash.add(fact.parts());
        hash.add(fact.actor().subject())
                .add(fact.actor().username())
                .add(fact.at().toEpochMilli());
        hash.add(fact.command().id()).add(fact.command().requestHash());
        hash.add(totals.allocated()).add(totals.reserved()).add(totals.paid());
        hash.add(fact.content());
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void add(Content content) {
        switch (content) {
            case Content.Nothing() -> add("nothing");
            case Content.Allocated(var stream, var year) ->
                add("allocated").add(stream.name()).add(year);
            case Content.Note(var text) -> add("note").add(text);
            case Content.Requested request -> add(request);
            case Content.Emergency(var request, var ratifyBy) -> {
                add("emergency").add(ratifyBy.toString());
                add(request);
            }
            case Content.Approval(var version, var rule, var reason, var lapsesAt) ->
                add("approval").add(version).add(rule).add(reason).add(lapsesAt.toEpochMilli());
            case Content.PolicySet(var policy) -> add(policy);
            case Content.YearClosed(var year, var carriedForward, var fundClosed) -> {
                add("yearClosed").add(year).add(Boolean.toString(fundClosed));
                add(carriedForward);
            }
            case Content.BudgetsSet(var year, var amounts) -> {
                add("budgets").add(year).add(amounts.size());
                amounts.forEach((category, amount) -> add(category.name()).add(amount));
            }
            case Content.Virement(var id, var year, var from, var to, var amount, var note) -> {
                add("virement").add(id).add(year);
                add(from.name()).add(to.name()).add(amount).add(note);
            }
        }
    }

    private void add(Parts parts) {
        add(parts.list().size());
        parts.list()
                .forEach(part -> add(part.pot().fundingStream().name())
                        .add(part.pot().financialYear())
                        .add(part.amount()));
    }

    private void add(Content.Requested request) {
        add("requested").add(request.reason()).add(request.provider());
        add(request.urgency().name())
                .add(request.supplier())
                .add(request.lines().size());
        request.lines()
                .forEach(line -> add(line.category().name())
                        .add(line.quantity())
                        .add(line.nights())
                        .add(line.unitPrice()));
        // Last, and only if there is one: so the entries from before there were any still hold.
        if (!request.beneficiary().isEmpty()) {
            add(request.beneficiary());
        }
    }

    private void add(Policy policy) {
        add("policy")
                .add(policy.version())
                .add(policy.approverLimit())
                .add(policy.approverLimits().size());
        policy.approverLimits().forEach((approver, limit) -> add(approver).add(limit));
        add(policy.twoPersonThreshold()).add(policy.unitCaps().size());
        policy.unitCaps().forEach((category, cap) -> add(category.name()).add(cap));
        add(policy.emergencyLimit()).add(policy.ratifyWithinWorkingDays()).add(policy.reservationDays());
        // Last, and only if there is one, as above.
        if (policy.stepUpFrom() > 0) {
            add(policy.stepUpFrom());
        }
    }

    private EntryHash add(long number) {
        return add(Long.toString(number));
    }

    private EntryHash add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
        return this;
    }
}
