package opcc.tracker.funds.draws;

import static opcc.tracker.funds.draws.Commands.FINANCE;
import static opcc.tracker.funds.draws.Commands.OFFICER;
import static opcc.tracker.funds.draws.Commands.allocate;
import static opcc.tracker.funds.draws.Commands.approve;
import static opcc.tracker.funds.draws.Commands.key;
import static opcc.tracker.funds.draws.Commands.pay;
import static opcc.tracker.funds.draws.Commands.request;
import static org.assertj.core.api.Assertions.assertThat;

import opcc.tracker.funds.ledger.Content;
import opcc.tracker.funds.ledger.Entry;
import opcc.tracker.funds.ledger.Parts;
import opcc.tracker.funds.ledger.Totals;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerProofTest {

    private final FlakyStore store = new FlakyStore();

    @BeforeEach
    void given_a_ledger_of_four_entries() {
        FundLedger ledger = new FundLedger("fund", store, Commands.CLOCK);
        ledger.record(allocate(50_000), FINANCE, key("allocation"));
        ledger.record(request(13_000), OFFICER, key("request"));
        ledger.record(approve("d1"), FINANCE, key("approval"));
        ledger.record(pay("d1", 5_000), FINANCE, key("payment"));
    }

    @Test
    void an_untouched_ledger_holds() {
        LedgerProof proof = LedgerProof.of("fund", store);

        assertThat(proof.holds()).isTrue();
        assertThat(proof.entryCount()).isEqualTo(4);
        assertThat(proof.totals()).isEqualTo(new Totals(50_000, 8_000, 5_000));
        assertThat(proof.headHash()).isEqualTo(store.all().getLast().hash());
    }

    @Test
    void a_changed_beneficiary_is_found_by_its_hash() {
        Entry honest = store.all().get(1);
        Entry.Fact fact = honest.fact();
        Content.Requested asked = (Content.Requested) fact.content();
        store.tamper(new Entry(
                "fund",
                2,
                new Entry.Fact(
                        fact.kind(),
                        fact.amount(),
                        fact.parts(),
                        fact.draw(),
                        new Content.Requested(
                                asked.lines(),
                                asked.reason(),
                                asked.provider(),
                                asked.urgency(),
                                asked.supplier(),
                                "f0"),
                        fact.actor(),
                        fact.at(),
                        fact.command()),
                honest.totals(),
                honest.previousHash(),
                honest.hash()));

        assertBroken("funds/fund/entries/2", "does not agree with its hash");
    }

    @Test
    void a_changed_amount_is_found_by_its_hash() {
        Entry honest = store.all().get(0);
        store.tamper(new Entry(
                "fund", 1, withAmount(honest.fact(), 60_000), honest.totals(), honest.previousHash(), honest.hash()));

        assertBroken("funds/fund/entries/1", "does not agree with its hash");
    }

    @Test
    void an_entry_forged_with_its_own_hash_is_found_by_the_next_one() {
        Entry forged = Entry.append(
                "fund",
                0,
                Totals.ZERO,
                Entry.NO_HASH,
                withAmount(store.all().get(0).fact(), 60_000));
        store.tamper(forged);

        assertBroken("funds/fund/entries/2", "previous hash");
    }

    @Test
    void a_missing_entry_is_found() {
        store.remove(2);

        assertBroken("funds/fund/entries/3", "expected entry 2, found 3");
    }

    private void assertBroken(String entry, String why) {
        LedgerProof proof = LedgerProof.of("fund", store);
        assertThat(proof.holds()).isFalse();
        assertThat(proof.firstInvalidEntry()).isEqualTo(entry);
        assertThat(proof.problem()).contains(why);
    }

    private static Entry.Fact withAmount(Entry.Fact fact, long amount) {
        return new Entry.Fact(
                fact.kind(),
                amount,
                Parts.of(fact.parts().list().getFirst().pot(), amount),
                fact.draw(),
                fact.content(),
                fact.actor(),
                fact.at(),
                fact.command());
    }
}
