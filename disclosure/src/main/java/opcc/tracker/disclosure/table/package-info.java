/** A table of counts with all its margins: which cells are published, what they add up and how they hang together. */
@NullMarked
package opcc.tracker.disclosure.table;

import org.jspecify.annotations.NullMarked;
