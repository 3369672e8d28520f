/** What goes into files for spreadsheets. */
@NullMarked
package opcc.tracker.kit.csv;

import org.jspecify.annotations.NullMarked;
