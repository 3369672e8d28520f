/** Measuring what protection takes from tables, and what it costs. */
@NullMarked
package opcc.tracker.bench.quality;

import org.jspecify.annotations.NullMarked;
