package opcc.tracker.outcomes.uploads;

import java.util.Optional;
import opcc.tracker.v1.Outcome;

/** A column of a file of outcomes: a field of an outcome, or a category of need with its scores. */
sealed interface OutcomeColumn permits FieldColumn, NeedColumn {

    /** The name in the header, spelt as in JSON. */
    String heading();

    /** Every file must have it. */
    boolean required();

    /** What may stand in it, in words without a comma. */
    String example();

    /** A cell of this form holds a value, right or wrong, and nothing of a person; cells of other forms are looked at. */
    boolean isOfItsForm(String cell);

    /** Sets what a cell says; what is wrong with the cell if it can't be. */
    Optional<String> set(Outcome.Builder outcome, String cell);
}
