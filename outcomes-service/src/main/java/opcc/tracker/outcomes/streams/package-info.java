/** Streams of outcomes: numbered batches over one call, each answered before the next is read. */
@NullMarked
package opcc.tracker.outcomes.streams;

import org.jspecify.annotations.NullMarked;
