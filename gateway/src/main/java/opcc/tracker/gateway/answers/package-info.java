/** Answers that are known whole: compressed where it pays, and not sent again to who has them. */
@NullMarked
package opcc.tracker.gateway.answers;

import org.jspecify.annotations.NullMarked;
