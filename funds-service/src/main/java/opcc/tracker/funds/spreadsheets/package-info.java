/** What all files for spreadsheets have in common. */
@NullMarked
package opcc.tracker.funds.spreadsheets;

import org.jspecify.annotations.NullMarked;
