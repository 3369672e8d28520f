/** Measures and tables as files that say what they are, as official statistics in spreadsheets do. */
@NullMarked
package opcc.tracker.outcomes.publication;

import org.jspecify.annotations.NullMarked;
